// Package geo knows places and areas on the map: reads the boundary of an area
// from GeoJSON, says what is wrong with one, and whether a place lies in it.
//
//	GeoJSON ─ Read ─▶ Area ─ Contains ─▶ in (its edge included) or not
//	GCJ-02  ─ FromGCJ ─▶ WGS84
//
// Degrees are whole ten-millionths (a centimetre), so that "on the boundary" is
// an exact answer and the same on every machine: no comparison here rounds.
// Places are WGS84; CGCS2000, in which surveys are published, differs from it by
// less than we keep.
//
// It keeps no boundaries of divisions and draws nothing. An area across the
// 180th meridian is not understood.
package geo

import (
	"math"
	"strconv"

	"example.org/zhiye/internal/pure/fault"
)

// Unit is one degree.
const Unit = 10_000_000

// Point is a place in ten-millionths of a degree, east and north positive.
type Point struct{ Lon, Lat int64 }

// ErrPlace is returned for numbers that are no longitude and latitude.
var ErrPlace = fault.New(fault.Invalid, "geo.place", "经纬度不正确；请填写十进制度数，如经度115.9930、纬度29.6760")

// At is the place at degrees of longitude and latitude.
func At(lon, lat float64) (Point, error) {
	if !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) { // NaN too
		return Point{}, ErrPlace
	}
	return Point{int64(math.Round(lon * Unit)), int64(math.Round(lat * Unit))}, nil
}

// Degrees are longitude and latitude.
func (p Point) Degrees() (lon, lat float64) { return float64(p.Lon) / Unit, float64(p.Lat) / Unit }

// Box is the smallest rectangle around something.
type Box struct{ West, South, East, North int64 }

// Has reports whether a place lies in the box or on its edge.
func (b Box) Has(p Point) bool {
	return b.West <= p.Lon && p.Lon <= b.East && b.South <= p.Lat && p.Lat <= b.North
}

// china is a rectangle around the country, no boundary: it only catches slips.
var china = Box{73 * Unit, 3 * Unit, 136 * Unit, 54 * Unit}

// Ring is a closed line; the last point is not the first again.
type Ring []Point

// Polygon is an outer ring and the holes in it.
type Polygon []Ring

// Area is one or several polygons.
type Area []Polygon

// Contains reports whether a place lies in the area. Every boundary belongs to
// it, that of a hole too.
func (a Area) Contains(p Point) bool {
	for _, poly := range a {
		if poly.contains(p) {
			return true
		}
	}
	return false
}

func (poly Polygon) contains(p Point) bool {
	inside := false
	for _, r := range poly {
		in, on := r.contains(p)
		if on {
			return true
		}
		inside = inside != in // each hole takes away again
	}
	return inside
}

// contains counts the edges that a line from p to the east crosses; on says
// that p lies on the ring itself.
func (r Ring) contains(p Point) (in, on bool) {
	for i, b := range r {
		a := r[(i+len(r)-1)%len(r)]
		if side(a, b, p) == 0 && between(a, b, p) {
			return false, true
		}
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && (side(a, b, p) > 0) == (b.Lat > a.Lat) {
			in = !in
		}
	}
	return in, false
}

// side is positive where c lies left of the line from a to b, 0 where on it.
// Each product stays below 2^63 for places on the globe, their difference may
// not: they are compared.
func side(a, b, c Point) int {
	left, right := (b.Lon-a.Lon)*(c.Lat-a.Lat), (b.Lat-a.Lat)*(c.Lon-a.Lon)
	switch {
	case left > right:
		return 1
	case left < right:
		return -1
	}
	return 0
}

// between says, of a point in line with a and b, that it lies between them.
func between(a, b, p Point) bool { return box(a, b).Has(p) }

func box(a, b Point) Box {
	return Box{min(a.Lon, b.Lon), min(a.Lat, b.Lat), max(a.Lon, b.Lon), max(a.Lat, b.Lat)}
}

// Box is the smallest rectangle around the area.
func (a Area) Box() Box {
	b := Box{math.MaxInt64, math.MaxInt64, math.MinInt64, math.MinInt64}
	for _, poly := range a {
		for _, p := range poly[0] {
			b = Box{min(b.West, p.Lon), min(b.South, p.Lat), max(b.East, p.Lon), max(b.North, p.Lat)}
		}
	}
	return b
}

// MarshalJSON writes the area as a GeoJSON MultiPolygon.
func (a Area) MarshalJSON() ([]byte, error) {
	out := []byte(`{"type":"MultiPolygon","coordinates":[`)
	for i, poly := range a {
		out = append(comma(out, i), '[')
		for j, r := range poly {
			out = append(comma(out, j), '[')
			for k := range len(r) + 1 {
				out = r[k%len(r)].append(comma(out, k))
			}
			out = append(out, ']')
		}
		out = append(out, ']')
	}
	return append(out, "]}"...), nil
}

func comma(out []byte, i int) []byte {
	if i > 0 {
		return append(out, ',')
	}
	return out
}

func (p Point) append(out []byte) []byte {
	lon, lat := p.Degrees()
	out = strconv.AppendFloat(append(out, '['), lon, 'f', -1, 64)
	return append(strconv.AppendFloat(append(out, ','), lat, 'f', -1, 64), ']')
}
