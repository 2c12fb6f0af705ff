package species

// Find looks a name up in the lists of the day.
func Find(q Query) Answer { return Answer{} }

// Classify reads the class of an animal from an answer; Unknown unless the
// answer is sure.
func Classify(a Answer, q Query) Kind { return Kind{Class: Unknown} }

// Load reads all lists, once; Find does it when first asked.
func Load() {}
