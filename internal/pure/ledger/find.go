package ledger

import (
	"strings"

	"example.org/zhiye/internal/pure/uscc"
)

// FormKeys are the keys under which a party may be found that somebody names in
// words: a place or a market by name and address, an online shop by where it
// lies on the net, or by its bare name where nothing else is known of it.
func (p *Place) FormKeys(name, address string) []Key {
	n, a := NormName(name), ""
	if address = Clean(address); !absent(S(address)) {
		a = p.NormAddress(address)
	}
	var keys []Key
	if n != "" && a != "" {
		keys = append(keys, keyForm(n, a))
	}
	if n != "" {
		keys = append(keys, keyMarket(n, a))
	}
	if u := NormURL(address); strings.Contains(u, ".") {
		keys = append(keys, keyURL(u))
	}
	return keys
}

// CodeKey is the key under which the holders of a code are found.
func CodeKey(value string) Key { return keyCode(uscc.Code{Value: value}) }

// Hint reports a key that shows likely twins and is nobody's identity.
func (k Key) Hint() bool { return len(k) > 1 && k[1] == '|' && strings.IndexByte("nbkp", k[0]) >= 0 }
