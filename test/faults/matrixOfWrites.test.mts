import { testFaultsOf } from './matrixRows.mts';

testFaultsOf(['createList', 'addContacts', 'createCampaign']);
