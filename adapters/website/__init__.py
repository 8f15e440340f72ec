"""A website that knowledge comes from: the crawler, and the parser of its pages."""
