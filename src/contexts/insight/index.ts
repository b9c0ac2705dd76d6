export { insightData } from './usecases/own-data.ts';
