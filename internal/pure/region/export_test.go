package region

// Load reads the embedded tree again, so that reading it can be timed.
var Load = load
