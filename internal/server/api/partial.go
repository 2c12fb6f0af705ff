package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// partial is a record as a client writes it: any field may be left out, because
// the domain package says what is missing, in words a person understands; what
// the program itself knows of a record is overwritten there.
type partial[T any] struct{ record T }

// UnmarshalJSON reads the record.
func (p *partial[T]) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &p.record) }

// MarshalJSON writes the record, for the digest of a request.
func (p partial[T]) MarshalJSON() ([]byte, error) { return json.Marshal(p.record) }

// Schema is the record's own with nothing required.
func (partial[T]) Schema(r huma.Registry) *huma.Schema {
	s := *huma.SchemaFromType(r, reflect.TypeFor[T]())
	s.Required = nil
	s.PrecomputeMessages()
	return &s
}

// replaced is a record that takes the place of the one with its id, in the
// version it carries.
type replaced[T any] struct {
	ID   string `path:"id"`
	Body partial[T]
}

// created is a record to be made.
type created[T any] struct{ Body partial[T] }

// under is a record to be made under the one of the path.
type under[T any] struct {
	ID   string `path:"id"`
	Body partial[T]
}

// within is a record to be made in a campaign.
type within[T any] struct {
	Campaign string `path:"campaign"`
	Body     partial[T]
}
