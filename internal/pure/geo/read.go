package geo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// Datum is how the places of a file were measured.
type Datum string

// The datums that files come in; "" is WGS84.
const (
	WGS84    Datum = "wgs84"
	CGCS2000 Datum = "cgcs2000"
	GCJ02    Datum = "gcj02" // of most domestic maps on the net
)

// most is how many points an area may have: more is drawn finer than anybody
// can stand in the field.
const most = 10_000

// What is wrong with an area; the detail says where.
var (
	ErrJSON    = fault.New(fault.Invalid, "geo.json", "文件不是 GeoJSON；请从地图软件导出为 GeoJSON（Polygon 或 MultiPolygon）")
	ErrKind    = fault.New(fault.Invalid, "geo.kind", "图形不是面；请只导出面（Polygon、MultiPolygon），去掉点和线")
	ErrDatum   = fault.New(fault.Invalid, "geo.datum", "坐标系不认识；请导出为 WGS84 或 CGCS2000 经纬度，或注明 GCJ-02")
	ErrEmpty   = fault.New(fault.Invalid, "geo.empty", "图形里没有面；请确认导出时选中了范围")
	ErrShort   = fault.New(fault.Invalid, "geo.short", "边界线的点太少，围不成面；请至少给出三个不同的点并首尾相接")
	ErrOpen    = fault.New(fault.Invalid, "geo.open", "边界线没有闭合；请让最后一点与第一点相同")
	ErrRange   = fault.New(fault.Invalid, "geo.range", "坐标超出经纬度范围，像是以米为单位的投影坐标；请导出为经纬度")
	ErrSwapped = fault.New(fault.Invalid, "geo.swapped", "经度和纬度像是写反了；GeoJSON 先写经度再写纬度，请对调后再导入")
	ErrCrossed = fault.New(fault.Invalid, "geo.crossed", "边界线自相交叉或折返；请在地图软件里修正该处")
	ErrHole    = fault.New(fault.Invalid, "geo.hole", "内圈（空洞）不在外圈之内；请检查圈的先后次序")
	ErrMany    = fault.New(fault.Invalid, "geo.many", "边界的点过多（上限一万个）；请先简化边界线")
)

// Read reads the polygons of a GeoJSON text (a geometry, a feature or a
// collection), and warns of what is odd but possible. Altitudes are dropped,
// and so are points repeated one after another; either winding will do.
func Read(text []byte, d Datum) (a Area, warnings []string, err error) {
	if !slices.Contains([]Datum{"", WGS84, CGCS2000, GCJ02}, d) {
		return nil, nil, ErrDatum.With(string(d))
	}
	if err := collect(text, &a, 0); err != nil {
		return nil, nil, err
	}
	if len(a) == 0 {
		return nil, nil, ErrEmpty
	}
	if d == GCJ02 {
		a.each(FromGCJ)
	}
	if err := a.check(); err != nil {
		return nil, nil, err
	}
	if b := a.Box(); !china.Has(Point{b.West, b.South}) || !china.Has(Point{b.East, b.North}) {
		warnings = append(warnings, "范围有一部分不在中国境内，请核对坐标")
	}
	return a, warnings, nil
}

// UnmarshalJSON reads an area that was written here; it is not judged again.
func (a *Area) UnmarshalJSON(text []byte) error {
	*a = nil
	return collect(text, a, 0)
}

type object struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometry    json.RawMessage   `json:"geometry"`
	Geometries  []json.RawMessage `json:"geometries"`
	Features    []json.RawMessage `json:"features"`
	CRS         json.RawMessage   `json:"crs"`
}

// collect adds the polygons of one GeoJSON object; objects lie in each other a
// few levels deep at most.
func collect(text []byte, a *Area, depth int) error {
	var o object
	if json.Unmarshal(text, &o) != nil || depth > 4 {
		return ErrJSON
	}
	if name, ok := known(o.CRS); !ok {
		return ErrDatum.With(brief(name))
	}
	switch o.Type {
	case "Polygon":
		return a.add(o.Coordinates)
	case "MultiPolygon":
		var many []json.RawMessage
		if json.Unmarshal(o.Coordinates, &many) != nil {
			return ErrJSON
		}
		return every(many, a.add)
	case "Feature":
		if bytes.Equal(o.Geometry, []byte("null")) || o.Geometry == nil {
			return nil
		}
		return collect(o.Geometry, a, depth+1)
	case "FeatureCollection", "GeometryCollection":
		return every(slices.Concat(o.Features, o.Geometries), func(t json.RawMessage) error { return collect(t, a, depth+1) })
	case "Point", "MultiPoint", "LineString", "MultiLineString":
		return ErrKind.With(o.Type)
	}
	return ErrJSON.With(brief(o.Type))
}

func every(texts []json.RawMessage, do func(json.RawMessage) error) error {
	for _, t := range texts {
		if err := do(t); err != nil {
			return err
		}
	}
	return nil
}

// known says that a coordinate system, where one is named, is a geographic one
// we read: CRS84, EPSG 4326 or 4490.
func known(crs json.RawMessage) (name string, ok bool) {
	if len(crs) == 0 || string(crs) == "null" {
		return "", true
	}
	var named struct {
		Properties struct {
			Name string `json:"name"`
		} `json:"properties"`
	}
	if json.Unmarshal(crs, &named) != nil {
		return string(crs), false
	}
	n := strings.ToUpper(named.Properties.Name)
	return n, strings.HasSuffix(n, ":CRS84") || strings.HasSuffix(n, ":4326") || strings.HasSuffix(n, ":4490")
}

func (a *Area) add(coordinates json.RawMessage) error {
	var rings [][][]float64
	if json.Unmarshal(coordinates, &rings) != nil {
		return ErrJSON.With(fmt.Sprintf("第 %d 个面", len(*a)+1))
	}
	if len(rings) == 0 {
		return nil
	}
	poly := Polygon{}
	for i, positions := range rings {
		where := fmt.Sprintf("第 %d 个面第 %d 圈", len(*a)+1, i+1)
		r, err := ring(positions, where)
		if err != nil {
			return err
		}
		poly = append(poly, r)
	}
	*a = append(*a, poly)
	return nil
}

func ring(positions [][]float64, where string) (Ring, error) {
	if len(positions) < 4 {
		return nil, ErrShort.With(where)
	}
	r := make(Ring, 0, len(positions))
	for i, xy := range positions {
		if len(xy) < 2 {
			return nil, ErrJSON.With(fmt.Sprintf("%s第 %d 点", where, i+1))
		}
		p, err := At(xy[0], xy[1])
		if err != nil {
			return nil, outside(xy[0], xy[1]).With(fmt.Sprintf("%s第 %d 点", where, i+1))
		}
		if len(r) == 0 || r[len(r)-1] != p || i == len(positions)-1 {
			r = append(r, p)
		}
	}
	if r[0] != r[len(r)-1] {
		return nil, ErrOpen.With(where)
	}
	if r = slices.Compact(r[:len(r)-1]); len(r) < 3 {
		return nil, ErrShort.With(where)
	}
	return r, nil
}

// outside tells a latitude of 116 degrees, which is a longitude, from metres.
func outside(x, y float64) *fault.Fault {
	if _, err := At(y, x); err == nil {
		return ErrSwapped
	}
	return ErrRange
}

func brief(s string) string {
	if r := []rune(strings.ToValidUTF8(s, "")); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return strings.ToValidUTF8(s, "")
}

func (a Area) each(change func(Point) Point) {
	for _, poly := range a {
		for _, r := range poly {
			for i := range r {
				r[i] = change(r[i])
			}
		}
	}
}
