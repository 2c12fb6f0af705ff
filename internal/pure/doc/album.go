package doc

// Pictures are the sources of the pictures a document shows, in order.
func (d Document) Pictures() (out []string) {
	blocks := d.Body
	for _, a := range d.Annexes {
		blocks = append(blocks[:len(blocks):len(blocks)], a.Blocks...)
	}
	for _, b := range blocks {
		if p, ok := b.(Picture); ok {
			out = append(out, p.Source)
		}
	}
	return out
}
