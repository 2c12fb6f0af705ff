package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"example.org/zhiye/internal/pure/fault"
)

var errMoved = fault.New(fault.Conflict, "lead.moved", "线索状态已变化，请刷新后重试")

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
		code string
	}{
		"a fault":           {errMoved, fault.Conflict, "lead.moved"},
		"a wrapped fault":   {fmt.Errorf("filing: %w", errMoved), fault.Conflict, "lead.moved"},
		"with a detail":     {errMoved.With("第 3 行"), fault.Conflict, "lead.moved"},
		"our own mistake":   {errors.New("disk on fire"), fault.Internal, "internal"},
		"with their record": {errMoved.Against("theirs"), fault.Conflict, "lead.moved"},
	} {
		t.Run(name, func(t *testing.T) {
			if f := fault.Of(c.err); f.Kind != c.kind || f.Code != c.code {
				t.Errorf("got %v %s, want %v %s", f.Kind, f.Code, c.kind, c.code)
			}
		})
	}
}

func TestDetailKeepsIdentity(t *testing.T) {
	with := errMoved.With("第 3 行")
	if !errors.Is(with, errMoved) {
		t.Error("a fault with a detail is no longer the same fault")
	}
	if errMoved.Detail != "" {
		t.Error("With changed the declared fault")
	}
}

func TestOver(t *testing.T) {
	for name, c := range map[string]struct {
		texts []string
		want  error
	}{
		"nothing":                {nil, nil},
		"as many characters":     {[]string{"", "线索标题"}, nil},
		"one more":               {[]string{"线索标题很"}, errMoved},
		"the second one is long": {[]string{"短", "线索标题很长"}, errMoved},
	} {
		t.Run(name, func(t *testing.T) {
			if err := errMoved.Over(4, c.texts...); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
