package store

import "strings"

// Page is a place in a list: after which mark, and how many. Lists page by key;
// a mark is what the page before ended with, and opaque to who passes it on.
type Page struct {
	After string `query:"after" json:"after,omitempty" doc:"the next of the page before"`
	Limit int    `query:"limit" json:"limit,omitempty" doc:"50 unless said, at most 100"`
}

// Size is how many rows the page holds at most.
func (p Page) Size() int {
	if p.Limit <= 0 {
		return 50
	}
	return min(p.Limit, 100)
}

// Within is the pattern of a LIKE … ESCAPE '!' that finds s anywhere, its own
// signs taken as written.
func Within(s string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s) + "%"
}
