import { testFaultsOf } from './matrixRows.mts';

testFaultsOf(['token', 'searchInteractions', 'findLists', 'getList', 'findCampaigns']);
