package geo_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/geo"
)

func at(t testing.TB, lon, lat float64) geo.Point {
	t.Helper()
	p, err := geo.At(lon, lat)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ring writes corners as a closed GeoJSON ring.
func ring(corners ...[2]float64) string {
	b, _ := json.Marshal(append(corners, corners[0]))
	return string(b)
}

func polygon(rings ...string) string {
	return `{"type":"Polygon","coordinates":[` + strings.Join(rings, ",") + `]}`
}

func read(t testing.TB, text string) geo.Area {
	t.Helper()
	a, _, err := geo.Read([]byte(text), "")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return a
}

var (
	square = ring([2]float64{116, 29}, [2]float64{117, 29}, [2]float64{117, 30}, [2]float64{116, 30})
	hole   = ring([2]float64{116.4, 29.4}, [2]float64{116.6, 29.4}, [2]float64{116.6, 29.6}, [2]float64{116.4, 29.6})
	notch  = ring([2]float64{116, 29}, [2]float64{117, 29}, [2]float64{116.5, 29.5}, [2]float64{117, 30}, [2]float64{116, 30})
	lobes  = ring([2]float64{116, 29}, [2]float64{116.5, 29.5}, [2]float64{117, 29}, [2]float64{117, 30}, [2]float64{116.5, 29.5}, [2]float64{116, 30})
)

func TestWhatLiesInAnArea(t *testing.T) {
	for name, c := range map[string]struct {
		area     string
		lon, lat float64
		want     bool
	}{
		"in the middle":                       {polygon(square), 116.5, 29.5, true},
		"far away":                            {polygon(square), 100, 29.5, false},
		"level with it, to the west":          {polygon(square), 115.9, 29.5, false},
		"level with its lower edge, west":     {polygon(square), 115.9, 29, false},
		"level with its upper edge, west":     {polygon(square), 115.9, 30, false},
		"on the lower edge":                   {polygon(square), 116.5, 29, true},
		"on the eastern edge":                 {polygon(square), 117, 29.3, true},
		"on a corner":                         {polygon(square), 117, 30, true},
		"a centimetre in":                     {polygon(square), 116.9999999, 29.5, true},
		"a centimetre out":                    {polygon(square), 117.0000001, 29.5, false},
		"in the hole":                         {polygon(square, hole), 116.5, 29.5, false},
		"on the edge of the hole":             {polygon(square, hole), 116.4, 29.5, true},
		"on a corner of the hole":             {polygon(square, hole), 116.6, 29.6, true},
		"beside the hole":                     {polygon(square, hole), 116.3, 29.5, true},
		"in the notch":                        {polygon(notch), 116.8, 29.5, false},
		"level with the tip of the notch":     {polygon(notch), 116.2, 29.5, true},
		"on the tip of the notch":             {polygon(notch), 116.5, 29.5, true},
		"in the western lobe":                 {polygon(lobes), 116.1, 29.5, true},
		"in the eastern lobe":                 {polygon(lobes), 116.9, 29.5, true},
		"between the lobes, above":            {polygon(lobes), 116.5, 29.8, false},
		"where the lobes meet":                {polygon(lobes), 116.5, 29.5, true},
		"in the second of two":                {`{"type":"MultiPolygon","coordinates":[[` + square + `],[` + ring([2]float64{118, 29}, [2]float64{119, 29}, [2]float64{118, 30}) + `]]}`, 118.1, 29.1, true},
		"on the long slope of the second":     {`{"type":"MultiPolygon","coordinates":[[` + square + `],[` + ring([2]float64{118, 29}, [2]float64{119, 29}, [2]float64{118, 30}) + `]]}`, 118.5, 29.5, true},
		"clockwise, as the standard does not": {polygon(ring([2]float64{116, 29}, [2]float64{116, 30}, [2]float64{117, 30}, [2]float64{117, 29})), 116.5, 29.5, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, c.area).Contains(at(t, c.lon, c.lat)); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatIsNoArea(t *testing.T) {
	many := make([][2]float64, 0, 10_001)
	for i := range 10_001 {
		turn := float64(i) / 10_001 * 2 * math.Pi
		many = append(many, [2]float64{116 + 0.5*math.Cos(turn), 29 + 0.5*math.Sin(turn)})
	}
	for name, c := range map[string]struct {
		text string
		want *fault.Fault
		says string
	}{
		"no JSON":                  {`<kml>`, geo.ErrJSON, ""},
		"nothing":                  {``, geo.ErrJSON, ""},
		"another type":             {`{"type":"Topology"}`, geo.ErrJSON, "Topology"},
		"a line":                   {`{"type":"LineString","coordinates":[[116,29],[117,30]]}`, geo.ErrKind, "LineString"},
		"a point in a collection":  {`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}`, geo.ErrKind, "Point"},
		"an empty collection":      {`{"type":"FeatureCollection","features":[]}`, geo.ErrEmpty, ""},
		"a feature without a form": {`{"type":"Feature","geometry":null}`, geo.ErrEmpty, ""},
		"not closed":               {polygon(`[[116,29],[117,29],[117,30],[116,30]]`), geo.ErrOpen, "第 1 个面第 1 圈"},
		"two corners":              {polygon(`[[116,29],[117,29],[116,29]]`), geo.ErrShort, "第 1 圈"},
		"two corners, repeated":    {polygon(`[[116,29],[116,29],[117,29],[117,29],[116,29]]`), geo.ErrShort, "第 1 圈"},
		"a bow tie":                {polygon(ring([2]float64{116, 29}, [2]float64{117, 30}, [2]float64{117, 29}, [2]float64{116, 30})), geo.ErrCrossed, "第 1 个面第 1 圈"},
		"there and back":           {polygon(ring([2]float64{116, 29}, [2]float64{117, 29}, [2]float64{118, 29})), geo.ErrCrossed, ""},
		"a spike":                  {polygon(ring([2]float64{116, 29}, [2]float64{117, 29}, [2]float64{117, 30}, [2]float64{117, 31}, [2]float64{117, 30}, [2]float64{116, 30})), geo.ErrCrossed, ""},
		"a hole across the edge":   {polygon(square, ring([2]float64{116.5, 29.5}, [2]float64{117.5, 29.5}, [2]float64{116.5, 29.8})), geo.ErrCrossed, "与第"},
		"a hole elsewhere":         {polygon(square, ring([2]float64{118, 29}, [2]float64{119, 29}, [2]float64{118, 30})), geo.ErrHole, "第 2 圈"},
		"latitude first":           {polygon(ring([2]float64{29, 116}, [2]float64{29, 117}, [2]float64{30, 117})), geo.ErrSwapped, ""},
		"latitude first, far west": {polygon(ring([2]float64{29, 86}, [2]float64{29, 87}, [2]float64{30, 87})), geo.ErrSwapped, ""},
		"metres":                   {polygon(ring([2]float64{499000, 3277000}, [2]float64{499900, 3277000}, [2]float64{499000, 3278000})), geo.ErrRange, "第 1 点"},
		"one number":               {polygon(`[[116],[117,29],[117,30],[116]]`), geo.ErrJSON, "第 1 点"},
		"words for numbers":        {polygon(`[["116","29"],["117","29"],["117","30"],["116","29"]]`), geo.ErrJSON, "第 1 个面"},
		"web mercator":             {`{"type":"Polygon","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"coordinates":[` + square + `]}`, geo.ErrDatum, "3857"},
		"finer than the ground":    {polygon(ring(many...)), geo.ErrMany, "10001"},
		"itself, very often":       {strings.Repeat(`{"type":"Feature","geometry":`, 9) + polygon(square) + strings.Repeat(`}`, 9), geo.ErrJSON, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := geo.Read([]byte(c.text), "")
			if !errors.Is(err, c.want) || !strings.Contains(fault.Of(err).Detail, c.says) {
				t.Errorf("got %v, want %v %s", err, c.want, c.says)
			}
		})
	}
	if _, _, err := geo.Read([]byte(polygon(square)), "bd09"); !errors.Is(err, geo.ErrDatum) {
		t.Errorf("an unknown datum: %v", err)
	}
}

func TestFormsThatAreRead(t *testing.T) {
	for name, text := range map[string]string{
		"a polygon":              polygon(square),
		"with altitudes":         polygon(`[[116,29,35.5],[117,29,36],[117,30,34],[116,29,35.5]]`),
		"with a crs":             `{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:4490"}},"coordinates":[` + square + `]}`,
		"a feature":              `{"type":"Feature","properties":{"name":"庐山"},"geometry":` + polygon(square) + `}`,
		"features, one empty":    `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{"type":"Feature","geometry":` + polygon(square) + `}]}`,
		"a point said twice":     polygon(`[[116,29],[116,29],[117,29],[117,30],[117,30],[116,29]]`),
		"a hole touching inside": polygon(square, ring([2]float64{116, 29.5}, [2]float64{116.5, 29.4}, [2]float64{116.5, 29.6})),
	} {
		t.Run(name, func(t *testing.T) {
			if a := read(t, text); !a.Contains(at(t, 116.9, 29.1)) {
				t.Errorf("read as %v", a)
			}
		})
	}
	if _, w, err := geo.Read([]byte(polygon(ring([2]float64{2, 48}, [2]float64{3, 48}, [2]float64{3, 49}))), ""); err != nil || len(w) != 1 {
		t.Errorf("Paris: %v %v", w, err)
	}
	if _, w, err := geo.Read([]byte(polygon(square)), geo.CGCS2000); err != nil || len(w) != 0 {
		t.Errorf("Jiujiang: %v %v", w, err)
	}
}

// TestDomesticMaps: the example that other programs print, and back.
func TestDomesticMaps(t *testing.T) {
	wgs, gcj := at(t, 116.404, 39.915), at(t, 116.41024449916938, 39.91640428150164)
	if got := geo.ToGCJ(wgs); got != gcj {
		t.Errorf("shown at %v, want %v", got, gcj)
	}
	for lon := 74.; lon < 135; lon += 3.7 {
		for lat := 4.; lat < 53; lat += 2.3 {
			p := at(t, lon, lat)
			if q := geo.FromGCJ(geo.ToGCJ(p)); max(q.Lon-p.Lon, p.Lon-q.Lon, q.Lat-p.Lat, p.Lat-q.Lat) > 2 {
				t.Errorf("%v comes back as %v", p, q)
			}
		}
	}
	if p := at(t, 2.35, 48.85); geo.ToGCJ(p) != p || geo.FromGCJ(p) != p {
		t.Error("a place abroad is shifted")
	}
	a, _, err := geo.Read([]byte(polygon(square)), geo.GCJ02)
	if err != nil || a[0][0][0] == at(t, 116, 29) || a[0][0][0] != geo.FromGCJ(at(t, 116, 29)) {
		t.Errorf("a domestic map was taken as it is: %v %v", a, err)
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range [][2]float64{{181, 0}, {0, 91}, {math.NaN(), 0}, {0, math.Inf(1)}} {
		if _, err := geo.At(c[0], c[1]); !errors.Is(err, geo.ErrPlace) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// FuzzRead: whatever is read can be written, and is the same when read again;
// every corner belongs to its area.
func FuzzRead(f *testing.F) {
	f.Add([]byte(polygon(square, hole)), "")
	f.Add([]byte(polygon(lobes)), "gcj02")
	f.Add([]byte(`{"type":"GeometryCollection","geometries":[`+polygon(notch)+`]}`), "wgs84")
	f.Add([]byte(polygon(`[[116,29],[117,29],[117,30],[116,30]]`)), "")
	f.Fuzz(func(t *testing.T, text []byte, datum string) {
		a, _, err := geo.Read(text, geo.Datum(datum))
		if err != nil {
			if fault.Of(err).Kind != fault.Invalid {
				t.Fatalf("%v", err)
			}
			return
		}
		written, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := geo.Read(written, "")
		if err != nil {
			t.Fatalf("%v: %s", err, written)
		}
		if twice, _ := json.Marshal(again); string(twice) != string(written) {
			t.Errorf("%s became %s", written, twice)
		}
		for _, poly := range a {
			for _, r := range poly {
				for _, p := range r {
					if !a.Contains(p) || !a.Box().Has(p) && len(poly) == 1 {
						t.Errorf("%v is not in %s", p, written)
					}
				}
			}
		}
	})
}

func BenchmarkContains(b *testing.B) {
	corners := make([][2]float64, 0, 500)
	for i := range 500 {
		turn := float64(i) / 500 * 2 * math.Pi
		corners = append(corners, [2]float64{116 + 0.5*math.Cos(turn), 29 + 0.5*math.Sin(turn)})
	}
	a, p := read(b, polygon(ring(corners...))), at(b, 116.1, 29.1)
	for b.Loop() {
		if !a.Contains(p) {
			b.Fatal("outside")
		}
	}
}

// BenchmarkReadWorst reads the area whose edges lie above each other.
func BenchmarkReadWorst(b *testing.B) {
	corners := [][2]float64{{115, 20}}
	for i := range 4990 {
		corners = append(corners, [2]float64{117, 20.1 + float64(2*i)/1000}, [2]float64{116, 20.1 + float64(2*i+1)/1000})
	}
	text := []byte(polygon(ring(append(corners, [2]float64{115, 31})...)))
	for b.Loop() {
		if _, _, err := geo.Read(text, ""); err != nil {
			b.Fatal(err)
		}
	}
}
