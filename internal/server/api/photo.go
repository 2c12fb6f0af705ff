package api

import (
	"bytes"
	"context"
	"net/http"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/pure/fault"
)

// largestPhoto is what a telephone makes, and some more.
const largestPhoto = 20 << 20

// ErrPhoto is returned for what is no picture.
var ErrPhoto = fault.New(fault.Invalid, "photo.kind", "只接收 JPEG、PNG、WebP 格式的照片，请换一个文件")

// photo registers the keeping of photos; what they show is told by the record
// that names their digest.
func (s *server) photo() {
	handle(s, op{method: http.MethodPost, path: "/photos", id: "keep-photo", permission: "self.manage", limit: largestPhoto, status: http.StatusCreated},
		func(ctx context.Context, in *raw) (kept, error) {
			if pictureType(in.RawBody) == "" {
				return kept{}, ErrPhoto
			}
			d, err := s.keepFile(ctx, in.RawBody, largestPhoto)
			return kept{d}, err
		})
	files(s, op{method: http.MethodGet, path: "/photos/{id}", id: "read-photo", permission: "campaign.read"},
		func(ctx context.Context, in *byID) (download, error) {
			b, err := s.Blobs.Get(actor(ctx).Home, blob.Digest(in.ID))
			if err == nil && pictureType(b) == "" {
				err = blob.ErrNotFound // evidence of another kind has a door of its own
			}
			return download{in.ID, pictureType(b), b}, err
		})
}

// kept is where a photo lies.
type kept struct {
	Digest blob.Digest `json:"digest" doc:"SHA-256 of what was sent"`
}

// pictureType tells by the first bytes what a picture is; "" for anything else.
func pictureType(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return pngType
	case len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return "image/webp"
	}
	return ""
}
