package tally

import (
	"slices"
	"strings"
)

// names numbers texts as they come; the empty one is 0.
type names struct {
	numbers map[string]uint32
	texts   []string
}

func newNames() names { return names{map[string]uint32{"": 0}, []string{""}} }

func (n *names) of(text string) uint32 {
	if i, ok := n.numbers[text]; ok {
		return i
	}
	return n.add(strings.Clone(text)) // it may be a piece of a long one
}

// at is of for bytes that will change.
func (n *names) at(text []byte) uint32 {
	if i, ok := n.numbers[string(text)]; ok {
		return i
	}
	return n.add(string(text))
}

func (n *names) add(text string) uint32 {
	i := uint32(len(n.texts))
	n.numbers[text], n.texts = i, append(n.texts, text)
	return i
}

// ranks are the places of the numbers in the order of their texts.
func (n *names) ranks() []int {
	order := slices.Sorted(slices.Values(n.texts))
	out := make([]int, len(order))
	for place, text := range order {
		out[n.numbers[text]] = place
	}
	return out
}
