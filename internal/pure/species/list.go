package species

// Status says how far a list may be trusted.
type Status string

// Statuses. Only a Complete list can say that an animal is not on it.
const (
	Complete   Status = "complete"   // every line of the announcement is held
	Partial    Status = "partial"    // official lines, but not all of them
	Unverified Status = "unverified" // no source has confirmed it; it may not decide a case
)
