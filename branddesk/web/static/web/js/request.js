// What our own requests carry.

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
