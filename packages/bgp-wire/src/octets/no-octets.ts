/** Stands where octets will be: making an array anew for each message would cost more than reading it. */
export const noOctets = new Uint8Array();
