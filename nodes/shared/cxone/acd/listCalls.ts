import type { CallRule } from '../../transport/call';
import type { CreatedAnswer } from '../once';
import { createdUnder, recordUnder, rowsUnder, type AcdRecord, type AcdRows } from './answers';
import { read, ROOT, write } from './callBase';

/** A page of calling lists; there is no filter by name. */
export const findCallingLists: CallRule<AcdRows> = {
	...read,
	title: 'Look Up Calling Lists',
	path: `${ROOT}/lists/call-lists`,
	isPage: true,
	answer: rowsUnder('callingLists'),
};

/** One calling list, without its records. */
export const getCallingList: CallRule<AcdRecord> = {
	...read,
	title: 'Get Calling List',
	path: `${ROOT}/lists/call-lists/{listId}`,
	answer: recordUnder(),
};

/** A page of the records of a calling list. */
export const getRecords: CallRule<AcdRows> = {
	...read,
	title: 'Get Records of Calling List',
	path: `${ROOT}/lists/call-lists/{listId}`,
	isPage: true,
	mayEchoPersonalData: true,
	answer: rowsUnder('contactRecords'),
};

/** A page of the attempts to call the records of a calling list. */
export const getAttempts: CallRule<AcdRows> = {
	...read,
	title: 'Get Attempts of Calling List',
	path: `${ROOT}/lists/call-lists/{listId}/attempts`,
	isPage: true,
	mayEchoPersonalData: true,
	answer: rowsUnder('contactAttempts'),
};

/** Makes a calling list: a mapping of columns, without records. Two creates with one name may make two lists. */
export const createCallingList: CallRule<CreatedAnswer> = {
	...write,
	title: 'Create Calling List',
	method: 'POST',
	path: `${ROOT}/lists/call-lists`,
	right: 'Calling List Create',
	repeat: 'afterCheck',
	answer: createdUnder('listId'),
};

/** Uploads records into a calling list: a job does it. Nothing names the upload, so that a second one may add all twice. */
export const uploadRecords: CallRule<AcdRecord> = {
	...write,
	title: 'Upload Records',
	method: 'POST',
	path: `${ROOT}/lists/call-lists/{listId}/upload`,
	right: 'Calling List Edit',
	repeat: 'afterCheck',
	mayEchoPersonalData: true,
};

/** A page of the upload jobs. */
export const findUploadJobs: CallRule<AcdRows> = {
	...read,
	title: 'Look Up Upload Jobs',
	path: `${ROOT}/lists/call-lists/jobs`,
	isPage: true,
	answer: rowsUnder('uploadJobs'),
};

/** One upload job; it tells whether it is complete, not what became of its rows. */
export const getUploadJob: CallRule<AcdRecord> = {
	...read,
	title: 'Get Upload Job',
	path: `${ROOT}/lists/call-lists/jobs/{jobId}`,
	answer: recordUnder('uploadJobs'),
};

/** Makes a calling list inactive, or, which this package never asks for, deletes it. */
export const deactivateCallingList: CallRule<AcdRecord> = {
	...write,
	title: 'Deactivate Calling List',
	method: 'DELETE',
	path: `${ROOT}/lists/call-lists/{listId}`,
	right: 'Calling List Delete',
};
