package store

// UseDriver makes databases opened from now on use another database/sql driver,
// and returns what puts the real one back.
func UseDriver(name string) (restore func()) {
	was := driver
	driver = name
	return func() { driver = was }
}
