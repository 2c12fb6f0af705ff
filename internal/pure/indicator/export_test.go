package indicator

// LoadSlow is Load with every expression left to CEL, to compare.
func LoadSlow(b []byte, verbs Facts) (*Set, error) {
	s, err := Load(b, verbs)
	if err != nil {
		return nil, err
	}
	s.byVerb, s.paper = map[string]*verb{}, map[string][]string{}
	return s, s.compileWith(verbs, true)
}

// Slow is how many expressions of the set go through CEL.
func Slow(s *Set) (n int) {
	for _, v := range s.byVerb {
		n += v.scope.programs
	}
	return n
}
