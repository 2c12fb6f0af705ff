package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"example.org/zhiye/internal/pure/fault"

	"github.com/danielgtaylor/huma/v2"
)

// Problem is what a refused request gets (RFC 9457): words for a person, a
// code for a program, and in a conflict the record as another has left it.
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code" doc:"stable and dotted: lead.moved"`
	Text   string `json:"text" doc:"which item, what is wrong, how to mend it"`
	TextEN string `json:"text_en,omitempty" doc:"the same in English"`
	Detail string `json:"detail,omitempty"`
	Trace  string `json:"trace,omitempty" doc:"tell this to the administrator"`
	Theirs any    `json:"theirs,omitempty" doc:"in a conflict: the record as it stands"`
}

// Error is the code.
func (p *Problem) Error() string { return p.Code }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType says that the body is a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var status = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Invalid: http.StatusUnprocessableEntity,
	fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict,
	fault.Unknown: http.StatusUnauthorized, fault.Busy: http.StatusServiceUnavailable,
}

// problem turns an error into words; our own mistakes are logged under a trace
// and told to nobody.
func problem(ctx context.Context, err error) error {
	f := fault.Of(err)
	p := &Problem{Status: status[f.Kind], Code: f.Code, Text: f.Text, TextEN: fault.English(f.Code), Detail: f.Detail, Theirs: f.Theirs}
	if f.Kind == fault.Internal {
		p.Detail, p.Trace = "", trace(ctx)
		slog.ErrorContext(ctx, "request failed", "trace", p.Trace, "err", err)
	}
	return p
}

// refusals are huma's own, by status.
var refusals = map[int][2]string{
	http.StatusNotFound:              {"request.unknown", "没有这个地址，请从页面菜单重新进入"},
	http.StatusRequestEntityTooLarge: {"request.too_large", "内容超过大小上限，请压缩或分开上传"},
	http.StatusRequestTimeout:        {"request.slow", "上传中断或太慢，请在信号较好处重试；已填写的内容保留在本页"},
	http.StatusUnsupportedMediaType:  {"request.kind", "不支持这种内容格式，请从页面内操作"},
}

func init() {
	// huma's own refusals, of a body that is no JSON or lacks a field, take our form.
	huma.NewError = func(code int, msg string, errs ...error) huma.StatusError {
		p := &Problem{Status: code, Code: "request.invalid", Text: "请求内容有误，请按提示修改后重试", Detail: msg}
		if w, ok := refusals[code]; ok {
			p.Code, p.Text = w[0], w[1]
		}
		p.TextEN = fault.English(p.Code)
		for _, e := range errs[:min(len(errs), wrongs)] { // a hostile body has a hundred thousand
			p.Detail += "; " + where(e)
		}
		p.Detail = strings.TrimPrefix(p.Detail, "; ")
		return p
	}
	huma.DefaultArrayNullable = false // see fillLists
}

// wrongs is how many mistakes of one request are told.
const wrongs = 8

// where says which field is wrong and how, and never repeats what was written
// there: it may be a password.
func where(err error) string {
	d, ok := errors.AsType[*huma.ErrorDetail](err)
	if !ok {
		return "malformed"
	}
	return strings.TrimPrefix(d.Location+": "+d.Message, ": ")
}

func trace(ctx context.Context) string {
	b, _ := ctx.Value(traceKey{}).([]byte)
	return hex.EncodeToString(b)
}

func writeJSON(w io.Writer, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		slog.Warn("writing an answer", "err", err)
	}
}
