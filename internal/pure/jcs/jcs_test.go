package jcs_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.org/zhiye/internal/pure/jcs"
	"pgregory.net/rapid"
)

func TestCanonicalForm(t *testing.T) {
	for name, c := range map[string]struct{ in, out string }{
		"keys are sorted, spaces go":        {" { \"b\" : [ 1 , 2 ] ,\n\"a\" : { } } ", `{"a":{},"b":[1,2]}`},
		"escapes take their shortest form":  {`"\u0041\u000a\u001F\u007f\/\"\\\u20ac"`, "\"A\\n\\u001f\x7f/\\\"\\\\€\""},
		"all short escapes":                 {`"\b\t\n\f\r"`, `"\b\t\n\f\r"`},
		"surrogates make one character":     {`"\ud83d\ude00"`, `"😀"`},
		"order is by UTF-16 units":          {"{\"\ufb33\":1,\"😀\":2,\"ö\":3,\"\\r\":4,\"1\":5,\"\u0080\":6}", "{\"\\r\":4,\"1\":5,\"\u0080\":6,\"ö\":3,\"😀\":2,\"\ufb33\":1}"},
		"a longer key comes after":          {`{"ab":1,"a":2,"":3}`, `{"":3,"a":2,"ab":1}`},
		"words":                             {`[true,false,null]`, `[true,false,null]`},
		"minus zero is zero":                {`-0`, `0`},
		"the largest integer":               {`[9007199254740991,-9007199254740991]`, `[9007199254740991,-9007199254740991]`},
		"line separators stay as they are":  {`"\u2028"`, "\"\u2028\""},
		"low surrogates decide among twins": {"{\"\U0001F601\":1,\"\U0001F600\":2}", "{\"\U0001F600\":2,\"\U0001F601\":1}"},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := jcs.Parse([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(v.Append(nil)); got != c.out {
				t.Errorf("got %q, want %q", got, c.out)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for name, in := range map[string]string{
		"nothing": "", "two values": "1 2", "a key twice": `{"a":1,"\u0061":2}`, "a fraction": "1.0", "an exponent": "1e2",
		"a leading zero": "01", "a lone minus": "-", "too large": "9007199254740992", "far too large": "99999999999999999999",
		"an unknown word": "nul", "a lone high surrogate": `"\ud83d"`, "a lone low surrogate": `"\ude00"`, "surrogates the wrong way": `"\ude00\ud83d"`,
		"not UTF-8": "\"\xff\"", "not UTF-8 after an escape": "\"\\n\xff\"", "a control character": "\"\x01\"",
		"an unknown escape": `"\x"`, "a short escape": `"\u12"`, "a signed escape": `"\u+123"`, "an open string": `"a`, "an open list": `[1`,
		"an open object": `{"a":1`, "a trailing comma": `[1,]`, "another trailing comma": `{"a":1,}`, "a key without quotes": `{a:1}`,
		"a byte order mark": "\ufeff1", "no colon": `{"a" 1}`, "no value": `{"a":}`,
		"seventy lists": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
	} {
		t.Run(name, func(t *testing.T) {
			if v, err := jcs.Parse([]byte(in)); !errors.Is(err, jcs.ErrSyntax) {
				t.Errorf("%q was read as %v (%v)", in, v, err)
			}
		})
	}
}

func TestFieldsKeepTheirBytes(t *testing.T) {
	f, err := jcs.Fields([]byte(` { "a" : [ 1, {"x": "y"} ] , "b":"\u0041" }`))
	if err != nil {
		t.Fatal(err)
	}
	if len(f) != 2 || string(f["a"]) != `[ 1, {"x": "y"} ]` || string(f["b"]) != `"\u0041"` {
		t.Errorf("got %q", f)
	}
	for _, in := range []string{`[1]`, `{"a":1,"a":2}`, `{"a":[1,{"b":1,"b":2}]}`, `{"a":1}x`, ``} {
		if _, err := jcs.Fields([]byte(in)); !errors.Is(err, jcs.ErrSyntax) {
			t.Errorf("%q was taken for an object: %v", in, err)
		}
	}
}

// TestAnyObjectComesBack writes values with the standard encoder and finds
// them again, and finds that the canonical form is its own canonical form.
func TestAnyObjectComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.String())).Draw(t, "object")
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jcs.Parse(raw)
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		once := v.Append(nil)
		again, err := jcs.Parse(once)
		if err != nil || string(again.Append(nil)) != string(once) {
			t.Fatalf("%s is not stable (%v)", once, err)
		}
		var x, y any
		if json.Unmarshal(raw, &x) != nil || json.Unmarshal(once, &y) != nil {
			t.Fatal("the standard reader does not understand us")
		}
		a, _ := json.Marshal(x)
		b, _ := json.Marshal(y)
		if string(a) != string(b) {
			t.Fatalf("%s became %s", raw, once)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2,"\ud83d\ude00",null,true]}`, `"\u0000"`, `[[]]`, "{\"é\":{}}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, err := jcs.Parse(raw)
		if err != nil {
			return
		}
		if !json.Valid(raw) {
			t.Fatalf("%q is not JSON", raw)
		}
		once := v.Append(nil)
		again, err := jcs.Parse(once)
		if err != nil || string(again.Append(nil)) != string(once) {
			t.Fatalf("%q is not stable (%v)", once, err)
		}
	})
}
