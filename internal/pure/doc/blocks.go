package doc

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Blocks are the parts of a text in order. In JSON each is an object with one
// field, its kind.
type Blocks []Block

// boxed is a block on its way through JSON.
type boxed struct {
	Heading *Heading `json:"heading,omitempty"`
	Para    *Para    `json:"para,omitempty"`
	Table   *Table   `json:"table,omitempty"`
	Picture *Picture `json:"picture,omitempty"`
}

var errBlock = errors.New("doc: a block of no kind, or of two")

// MarshalJSON writes the blocks with their kinds.
func (bs Blocks) MarshalJSON() ([]byte, error) {
	out := make([]boxed, len(bs))
	for i, b := range bs {
		switch b := b.(type) {
		case Heading:
			out[i].Heading = &b
		case Para:
			out[i].Para = &b
		case Table:
			out[i].Table = &b
		case Picture:
			out[i].Picture = &b
		default:
			return nil, errBlock
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (bs *Blocks) UnmarshalJSON(b []byte) error {
	var in []boxed
	if err := json.Unmarshal(b, &in); err != nil {
		return fmt.Errorf("doc: reading blocks: %w", err)
	}
	*bs = nil
	for _, x := range in {
		switch {
		case x == boxed{Heading: x.Heading} && x.Heading != nil:
			*bs = append(*bs, *x.Heading)
		case x == boxed{Para: x.Para} && x.Para != nil:
			*bs = append(*bs, *x.Para)
		case x == boxed{Table: x.Table} && x.Table != nil:
			*bs = append(*bs, *x.Table)
		case x == boxed{Picture: x.Picture} && x.Picture != nil:
			*bs = append(*bs, *x.Picture)
		default:
			return errBlock
		}
	}
	return nil
}
