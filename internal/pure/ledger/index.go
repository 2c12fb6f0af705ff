package ledger

import "example.org/zhiye/internal/pure/uscc"

// Key is one way to find a record again: a code, a (name, address) form, a shop
// on a platform, a certificate number. Keys are built by this package only; to
// an Index they are opaque text.
type Key string

// Index remembers what has been seen, in this import and before it. A registry
// backs it with what the database holds; Memory is the one of dry runs and tests.
// Importing a file again finds every key it would teach, and so changes nothing.
type Index interface {
	// Find appends to dst the records that hold key, earliest first.
	Find(dst []Handle, key Key) ([]Handle, error)
	// Codes returns the codes a subject holds.
	Codes(h Handle) ([]uscc.Code, error)
	// Create opens a record of the noun (for a subject: of the venue) and returns its handle,
	// which is greater than all before it.
	Create(n Noun, v Venue) (Handle, error)
	// Learn adds keys and codes to a record; what it already holds stays as it is.
	Learn(h Handle, keys []Key, codes []uscc.Code) error
}
