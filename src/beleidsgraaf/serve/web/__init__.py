"""HTTP/1.1 for one application: what it does itself in the event loop, the rest in threads."""
