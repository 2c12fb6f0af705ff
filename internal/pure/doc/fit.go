package doc

import (
	"strings"

	"example.org/zhiye/internal/pure/pdf"
)

// fit is how a paragraph is set.
type fit struct {
	size, spacing float64
	high          float64 // of a line
	indent, hang  float64 // of the first line, of the others
	right         float64 // its end this far from the edge, where that is not 0
	bold, centre  bool
}

// sort is one character, as a compositor takes it from the case.
type sort struct {
	r           rune
	under, bold bool
	wide        float64
}

// set is a line of sorts; the last one of a paragraph is not spread out.
type set struct {
	sorts []sort
	last  bool
}

func (l set) width() (w float64) {
	for _, c := range l.sorts {
		w += c.wide
	}
	return w
}

// No line begins with the former or ends with the latter (避头尾).
const (
	noStart = "，。、；：？！）》〉」』】〕”’…·—%％‰℃,.;:?!)]}"
	noEnd   = "（《〈「『【〔“‘([{￥$"
)

// lines sets a paragraph.
func (s *setter) lines(l Line, f fit) {
	for i, one := range s.broken(l, f, s.measure()) {
		s.room(f.high)
		x := s.x + f.hang
		if i == 0 {
			x = s.x + f.indent
		}
		if f.right > 0 {
			x = s.x + s.width - f.right - one.width() + f.spacing
		}
		if f.centre {
			x = s.x + (s.width-one.width()+f.spacing)/2
		}
		s.draw(x, s.y+f.high/2, one, f)
		s.y += f.high
	}
}

// measure is the width of the 版心, before there is a page too.
func (s *setter) measure() float64 {
	if s.wide {
		return 225 * ptmm
	}
	return 156 * ptmm
}

// broken breaks a paragraph into lines no wider than width.
func (s *setter) broken(l Line, f fit, width float64) (out []set) {
	all := s.sorts(l, f)
	from, w, most := 0, 0.0, width-f.indent
	for i := 0; i < len(all); i++ {
		if all[i].r == '\n' {
			out = append(out, set{all[from:i], true})
			from, w, most = i+1, 0, width-f.hang
			continue
		}
		if w += all[i].wide; w <= most+0.3 || i == from {
			continue
		}
		at := breakAt(all, from, i)
		out = append(out, set{trimmed(all[from:at]), false})
		for at < len(all) && all[at].r == ' ' {
			at++
		}
		from, w, most, i = at, 0, width-f.hang, at-1
	}
	return append(out, set{all[from:], true})
}

func (s *setter) sorts(l Line, f fit) (out []sort) {
	for _, run := range l {
		text := clean(run.Text)
		s.see(text)
		for _, r := range strings.ReplaceAll(text, "\t", "　") {
			out = append(out, sort{r, run.Under, f.bold, float64(s.face.Advance(r))*f.size/1000 + f.spacing})
		}
	}
	return out
}

// breakAt is where a line that began at from and cannot hold i ends.
func breakAt(all []sort, from, i int) int {
	for at := i; at > from; at-- {
		if mayBreak(all[at-1].r, all[at].r) {
			return at
		}
	}
	return i
}

func mayBreak(before, after rune) bool {
	return !strings.ContainsRune(noStart, after) && !strings.ContainsRune(noEnd, before) && !(latin(before) && latin(after))
}

func latin(r rune) bool { return r > ' ' && r < 0x250 }

func trimmed(line []sort) []sort {
	for len(line) > 1 && line[len(line)-1].r == ' ' {
		line = line[:len(line)-1]
	}
	return line
}

// draw sets a line whose middle is at mid, spread to the measure unless it is
// the last or much too short.
func (s *setter) draw(x, mid float64, l set, f fit) {
	spread := 0.0
	if n := len(l.sorts); !l.last && !f.centre && n > 1 {
		if gap := (s.x + s.width - x - l.width()) / float64(n-1); gap < f.size/3 && gap > -1 {
			spread = gap
		}
	}
	for i := 0; i < len(l.sorts); {
		j, w := i, 0.0
		var b strings.Builder
		for ; j < len(l.sorts) && l.sorts[j].under == l.sorts[i].under; j++ {
			b.WriteRune(l.sorts[j].r)
			w += l.sorts[j].wide + spread
		}
		s.page.Text(x, mid2(mid, f.size), b.String(), pdf.Style{Size: f.size, Spacing: f.spacing + spread, Bold: f.bold})
		if l.sorts[i].under {
			s.page.Rule(x, mid+0.62*f.size, x+w, mid+0.62*f.size, 0.5)
		}
		x, i = x+w, j
	}
}
