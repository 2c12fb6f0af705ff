package species_test

import (
	"runtime"
	"testing"
	"time"

	"example.org/zhiye/internal/pure/species"
)

func BenchmarkFind(b *testing.B) {
	species.Load()
	for name, q := range map[string]species.Query{
		"name":    {Name: "珠颈斑鸠", Day: "2024-06-01"},
		"product": {Name: "穿山甲甲片", Day: "2024-06-01"},
		"latin":   {Name: "花龟", Latin: "Mauremys sinensis", Day: "2024-06-01"},
		"miss":    {Name: "舟山眼睛蛇", Day: "2024-06-01"},
		"typo":    {Name: "Minas pentadactila", Day: "2024-06-01"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				species.Classify(species.Find(q), q)
			}
		})
	}
}

// The lists are loaded when the program starts: no slower than 150 ms and no
// more than 30 MB. The guard leaves room for a busy machine; the figure itself
// is printed.
func TestLoadIsQuickAndSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	l := species.Reload()
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	used := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	runtime.KeepAlive(l)
	t.Logf("loaded in %v, %.1f MB kept", took, float64(used)/1e6)
	if took > 600*time.Millisecond || used > 30e6 {
		t.Errorf("loaded in %v with %d bytes", took, used)
	}
}
