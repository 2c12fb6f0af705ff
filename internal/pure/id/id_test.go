package id_test

import (
	"testing"
	"time"

	"example.org/zhiye/internal/pure/id"

	"pgregory.net/rapid"
)

func TestIDsSortByTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, "a")).UTC()
		b := a.Add(time.Duration(rapid.Int64Range(1, 1e9).Draw(t, "later")) * time.Microsecond)
		var low, high [8]byte
		for i := range high {
			high[i] = 0xff
		}
		early, late := id.New(a, high), id.New(b, low)
		if early >= late || len(early) != id.Len {
			t.Fatalf("%s does not sort before %s", early, late)
		}
		if at, ok := id.Time(early); !ok || !at.Equal(a) {
			t.Fatalf("%s says %v, made at %v", early, at, a)
		}
	})
}

func TestTimeOfNothing(t *testing.T) {
	for _, s := range []string{"", "o", "01j0000000000000000000000", "ILOU"} {
		if at, ok := id.Time(s); ok {
			t.Errorf("%q passes for an id of %v", s, at)
		}
	}
}
