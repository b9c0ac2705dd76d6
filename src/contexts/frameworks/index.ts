export { relationTypes, type Crosswalk, type RelationType } from './domain/crosswalk.ts';
export { competencesOf, type Competence, type Framework } from './domain/framework.ts';
export { audiences, isAudience, type Audience, type LibraryEntry } from './domain/library.ts';
export { browseLibrary, type LibraryView } from './usecases/browse-library.ts';
export { findCrosswalk, findCrosswalksWithPartners, findFramework } from './usecases/find-framework.ts';
export { ContentError, loadFrameworks } from './usecases/load-frameworks.ts';
