package fault

import (
	"sync"

	"example.org/zhiye/data"
)

// English is the sentence of a code for who does not read Chinese, or "". The
// sentences lie in data/fault/en.csv, apart from the rules: a fault is declared
// in the language of the law it obeys. Details stay as they are.
func English(code string) string { return english()[code] }

var english = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range data.MustRows("fault/en.csv") {
		out[r[0]] = r[1]
	}
	return out
})
