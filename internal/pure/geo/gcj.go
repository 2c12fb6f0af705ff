package geo

import "math"

// The Krasovsky ellipsoid, on which the offset of GCJ-02 is reckoned.
const (
	semiMajor = 6378245.0
	squashed  = 0.00669342162296594323 // eccentricity squared
)

// FromGCJ is the WGS84 place of one on a domestic map (GCJ-02), to within a
// decimetre. Outside the country domestic maps are not shifted.
func FromGCJ(p Point) Point {
	q := p
	for range 6 { // the shift changes by less than a metre in a kilometre
		g := ToGCJ(q)
		q = Point{q.Lon + p.Lon - g.Lon, q.Lat + p.Lat - g.Lat}
	}
	return q
}

// ToGCJ is where a WGS84 place is shown on a domestic map.
func ToGCJ(p Point) Point {
	if !china.Has(p) {
		return p
	}
	lon, lat := p.Degrees()
	east, north := shift(lon-105, lat-35)
	rad := lat / 180 * math.Pi
	w := 1 - squashed*math.Sin(rad)*math.Sin(rad)
	north = north * 180 / (semiMajor * (1 - squashed) / (w * math.Sqrt(w)) * math.Pi)
	east = east * 180 / (semiMajor / math.Sqrt(w) * math.Cos(rad) * math.Pi)
	return Point{p.Lon + int64(math.Round(east*Unit)), p.Lat + int64(math.Round(north*Unit))}
}

// shift is the offset in metres at degrees from 105° E, 35° N.
func shift(x, y float64) (east, north float64) {
	wave := func(amplitude, per, of float64) float64 { return amplitude * math.Sin(of*per*math.Pi) * 2 / 3 }
	root := math.Sqrt(math.Abs(x))
	common := wave(20, 6, x) + wave(20, 2, x)
	north = -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root + common +
		wave(20, 1, y) + wave(40, 1./3, y) + wave(160, 1./12, y) + wave(320, 1./30, y)
	east = 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root + common +
		wave(20, 1, x) + wave(40, 1./3, x) + wave(150, 1./12, x) + wave(300, 1./30, x)
	return east, north
}
