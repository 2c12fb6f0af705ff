package api

import (
	"reflect"
	"strings"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/pure/fault"
)

// ErrEvidence is returned for a record that names a photo or file nobody sent.
var ErrEvidence = fault.New(fault.Invalid, "photo.missing", "照片或文件不存在，请重新上传后再提交")

// evidence are the fields whose values are files kept here, as a digest or
// "blob:" and a digest.
var evidence = map[string]bool{"photo": true, "photos": true, "evidence": true, "file": true}

// proven refuses a body that names a file which is not there; in is an input.
func (s *server) proven(home string, in any) error {
	v := reflect.Indirect(reflect.ValueOf(in))
	if v.Kind() != reflect.Struct || !v.FieldByName("Body").IsValid() {
		return nil
	}
	return s.prove(home, v.FieldByName("Body"), false)
}

// prove walks a body; proof says that v is the value of an evidence field.
func (s *server) prove(home string, v reflect.Value, proof bool) error {
	switch v.Kind() {
	case reflect.String:
		if proof && v.Len() > 0 && !s.Blobs.Has(home, blob.Digest(strings.TrimPrefix(v.String(), "blob:"))) {
			return ErrEvidence.With(v.String())
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return s.prove(home, v.Elem(), proof)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return nil
		}
		for i := range v.Len() {
			if err := s.prove(home, v.Index(i), proof); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if err := s.prove(home, v.Field(i), evidence[name]); err != nil {
				return err
			}
		}
	}
	return nil
}
