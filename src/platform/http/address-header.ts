/** Where our own parts find the address that a request comes from; the server sets it on every request, so that nobody else can. */
export const addressHeader = 'x-qadam-address';
