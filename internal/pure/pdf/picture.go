package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"image/jpeg"
)

// ErrPicture is returned for bytes that are no JPEG.
var ErrPicture = errors.New("pdf: not a JPEG picture")

// Picture is a JPEG, which a PDF carries as it is.
type Picture struct {
	Wide, High int // pixels
	space      string
	bytes      []byte
}

// JPEG reads a picture.
func JPEG(b []byte) (*Picture, error) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil, ErrPicture
	}
	p := &Picture{Wide: c.Width, High: c.Height, space: "/DeviceRGB", bytes: b}
	switch c.ColorModel {
	case color.GrayModel:
		p.space = "/DeviceGray"
	case color.CMYKModel:
		p.space = "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]" // as cameras' software writes it: inverted
	}
	return p, nil
}

func (p *Picture) dict() string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s/Filter/DCTDecode", p.Wide, p.High, p.space)
}
