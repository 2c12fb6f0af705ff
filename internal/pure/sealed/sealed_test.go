package sealed_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/sealed"
	"pgregory.net/rapid"
)

type tipster struct {
	Phone sealed.String `json:"phone" xml:"phone"`
}

// deep holds the text where no method of String is asked.
type deep struct{ phone sealed.String }

func TestNothingShowsIt(t *testing.T) {
	const phone = "13907921234"
	s := sealed.New(phone)
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("登记", "phone", s, "who", tipster{s}, "deep", deep{s})
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("登记", "phone", s, "who", tipster{s}, "deep", deep{s})
	log.New(&logged, "", 0).Println(s, tipster{s}, &tipster{s}, deep{s})
	fmt.Fprintln(&logged, s, []sealed.String{s}, map[string]sealed.String{"k": s}, &s, errors.New(s.String()))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%20s", "%t", "%p"} {
		fmt.Fprintf(&logged, verb+verb+verb, s, tipster{s}, deep{s})
	}
	for _, marshal := range []func(any) ([]byte, error){json.Marshal, xml.Marshal} {
		b, err := marshal(tipster{s})
		if err != nil || !strings.Contains(string(b), sealed.Mask) {
			t.Errorf("marshalled: %s, %v", b, err)
		}
		logged.Write(b)
	}
	_ = gob.NewEncoder(&logged).Encode(tipster{s})
	if n := strings.Count(logged.String(), phone); n > 0 || strings.Contains(logged.String(), fmt.Sprintf("%x", phone)) {
		t.Errorf("号码泄露 %d 处:\n%s", n, logged.String())
	}
	if s.Reveal() != phone {
		t.Error("Reveal 得不到原文")
	}
}

func TestEmptyIsSeenToBeEmpty(t *testing.T) {
	b, err := json.Marshal(tipster{})
	if err != nil || string(b) != `{"phone":""}` {
		t.Errorf("%s, %v", b, err)
	}
	if s := sealed.New(""); !s.IsZero() || s.String() != "" || s.Reveal() != "" {
		t.Error("空值应当看得出是空的")
	}
}

func TestTheMaskIsNotTheText(t *testing.T) {
	var who tipster
	if err := json.Unmarshal([]byte(`{"phone":"●●●"}`), &who); !errors.Is(err, sealed.ErrMask) {
		t.Errorf("读回●●●: %v", err)
	}
}

func TestReadFromAForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Filter(func(s string) bool { return s != sealed.Mask }).Draw(t, "text")
		in, err := json.Marshal(map[string]string{"phone": text})
		if err != nil {
			t.Fatal(err)
		}
		var who tipster
		if err := json.Unmarshal(in, &who); err != nil {
			t.Fatal(err)
		}
		if !who.Phone.Equal(sealed.New(text)) {
			t.Fatalf("读入 %q 得 %q", text, who.Phone.Reveal())
		}
	})
}
