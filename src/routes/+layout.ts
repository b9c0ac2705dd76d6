/** Pages are HTML first: no framework in the browser. A page that needs it turns it on for itself (docs/adr/0006). */
export const csr = false;
