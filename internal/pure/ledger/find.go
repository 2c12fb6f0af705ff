package ledger

import "strings"

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
