package species

// Reload builds the tables anew, to measure it.
func Reload() any { return build() }
