// What our own requests carry.

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/* A random UUID, also where a page comes without https and browsers keep crypto.randomUUID to themselves. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
