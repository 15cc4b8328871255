"""A small Ozon of our own that speaks the Seller API, for the demo and the tests. It knows nothing of the desk."""
