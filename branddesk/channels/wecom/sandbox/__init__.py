"""A small WeCom of our own that speaks its protocol, for the demo and the tests. It knows nothing of the desk."""
