package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"
)

// settled follows the job of an answer until it has ended, and wants it done.
func (b *browser) settled(a answer) queue.Job {
	b.Helper()
	j := b.ended(a)
	if j.State != queue.Done || j.Result == nil {
		b.Fatalf("%s: the job is %s: %+v", a.what, j.State, j.Trouble)
	}
	return j
}

func (b *browser) ended(a answer) (j queue.Job) {
	b.Helper()
	a.wants(http.StatusAccepted).into(&j)
	for end := time.Now().Add(time.Minute); !j.Ended() && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		b.do("GET", prefix+"/jobs/"+j.ID, nil).wants(http.StatusOK).into(&j)
	}
	return j
}

// shops is a ledger of n shops; more are further fields of the form.
func shops(t *testing.T, n int, more ...string) form {
	t.Helper()
	var f bytes.Buffer
	m := multipart.NewWriter(&f)
	part, err := m.CreateFormFile("file", "商户.csv")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(part, "序号,经营者名称,统一社会信用代码,经营地址,所属乡镇,负责人,联系电话")
	for i := range n {
		fmt.Fprintf(part, "%d,鸟语花香%05d号店,,十里大道%d号,十里街道,钱一,19900000001\n", i+1, i, i)
	}
	m.WriteField("as_of", "2026-11-01")
	for _, f := range more {
		name, value, _ := strings.Cut(f, "=")
		m.WriteField(name, value)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return form{&f, m.FormDataContentType()}
}

func (b *browser) count(path string) int {
	b.Helper()
	var page struct{ Count int }
	b.do("GET", prefix+path, nil).wants(http.StatusOK).into(&page)
	return page.Count
}

func TestWhatOneAsksForIsOnesOwn(t *testing.T) {
	w := newWorld(t).working()
	b, other, admin := w.as("registrar"), w.as("county_officer"), w.as("system_admin")
	j := b.settled(b.do("POST", prefix+"/imports", shops(t, 120)))
	if j.Kind != "import.read" || j.Title != "商户.csv" || j.Result.Counts["created"] != 120 || j.Word != "行" {
		t.Errorf("done %+v", j)
	}
	x := b.settled(b.do("POST", prefix+"/subjects/export?sort=-name&venue=shop", map[string]any{"columns": []string{"name", "phones"}}))
	if x.Result.Counts["rows"] != 120 || !strings.HasPrefix(x.Result.File.Name, "监管对象台账-20261125") {
		t.Errorf("exported %+v", x.Result)
	}
	a := b.do("GET", prefix+"/jobs/"+x.ID+"/result", nil).wants(http.StatusOK)
	if !bytes.HasPrefix(a.Body.Bytes(), []byte("PK")) || !strings.Contains(a.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("fetched %v", a.Header())
	}
	b.do("GET", prefix+"/jobs/"+j.ID+"/result", nil).wants(http.StatusNotFound)
	for _, path := range []string{"", "/result"} {
		other.do("GET", prefix+"/jobs/"+x.ID+path, nil).wants(http.StatusNotFound)
	}
	other.do("POST", prefix+"/jobs/"+x.ID+"/cancel", nil).wants(http.StatusNotFound)
	if a := b.do("POST", prefix+"/jobs/"+x.ID+"/cancel", nil).wants(http.StatusConflict); a.code() != "job.ended" {
		t.Errorf("cancelled after its end: %s", a.Body)
	}
	other.do("POST", prefix+"/subjects/export", map[string]any{}).wants(http.StatusForbidden)
	if a := b.do("POST", prefix+"/leads/export", map[string]any{"columns": []string{"password"}}).wants(http.StatusUnprocessableEntity); a.code() != "export.column" {
		t.Errorf("a column nobody has: %s", a.Body)
	}
	var mine, theirs, states struct{ Items []queue.Job }
	b.do("GET", prefix+"/jobs", nil).wants(http.StatusOK).into(&mine)
	other.do("GET", prefix+"/jobs", nil).wants(http.StatusOK).into(&theirs)
	admin.do("GET", prefix+"/jobs/states", nil).wants(http.StatusOK).into(&states)
	if len(mine.Items) != 2 || len(theirs.Items) != 0 || len(states.Items) != 2 || states.Items[0].Title != "" || states.Items[0].Result != nil {
		t.Errorf("mine %+v, theirs %+v, states %+v", mine, theirs, states)
	}
}

func TestARequestSentAgainIsOneJob(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db).working()
		b := w.as("registrar")
		var first, second queue.Job
		b.with("Idempotency-Key", "once").do("POST", prefix+"/imports", shops(t, 50)).wants(http.StatusAccepted).into(&first)
		b.with("Idempotency-Key", "once").do("POST", prefix+"/imports", shops(t, 50)).wants(http.StatusAccepted).into(&second)
		if first.ID != second.ID {
			t.Errorf("two jobs: %s, %s", first.ID, second.ID)
		}
		if a := b.with("Idempotency-Key", "once").do("POST", prefix+"/imports", shops(t, 51)).wants(http.StatusConflict); a.code() != "request.key_reused" {
			t.Errorf("one key for two: %s", a.Body)
		}
		if n := b.count("/subjects"); n != 50 {
			t.Errorf("%d shops", n)
		}
		if j := b.settled(b.do("POST", prefix+"/imports", shops(t, 50))); j.ID == first.ID || j.Result.Counts["created"] != 0 {
			t.Errorf("asked for anew: %+v", j)
		}
	})
}

// TestACancelledImportLeavesNothing cancels a long import in its midst.
func TestACancelledImportLeavesNothing(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db).working()
		b := w.as("registrar")
		const rows = 60_000
		started := make(chan answer, 1)
		go func() { started <- b.do("POST", prefix+"/imports", shops(t, rows)) }()
		var j queue.Job
		for end := time.Now().Add(time.Minute); j.State != queue.Running || j.Done == 0; time.Sleep(10 * time.Millisecond) {
			var mine struct{ Items []queue.Job }
			if b.do("GET", prefix+"/jobs", nil).wants(http.StatusOK).into(&mine); len(mine.Items) > 0 {
				j = mine.Items[0]
			}
			if j.ID != "" && j.Ended() || time.Now().After(end) {
				t.Fatalf("never seen under way: %+v", j)
			}
		}
		if j.Total < rows || j.Done >= rows {
			t.Errorf("under way: %d of %d", j.Done, j.Total)
		}
		b.do("POST", prefix+"/jobs/"+j.ID+"/cancel", nil).wants(http.StatusOK)
		j = b.ended(<-started)
		if j.State != queue.Cancelled || j.Result != nil {
			t.Errorf("ended as %+v", j)
		}
		if n := b.count("/subjects"); n != 0 {
			t.Errorf("%d shops stay", n)
		}
		var past struct{ Items []struct{ State string } }
		if b.do("GET", prefix+"/imports", nil).wants(http.StatusOK).into(&past); len(past.Items) != 1 || past.Items[0].State != "undone" {
			t.Errorf("imports %+v", past)
		}
		b.settled(b.do("POST", prefix+"/imports", shops(t, 20))) // the way is free again
	})
}

func TestARefusedUndoSaysWhy(t *testing.T) {
	w := newWorld(t).working()
	b := w.as("registrar")
	id := b.settled(b.do("POST", prefix+"/imports", shops(t, 5))).Result.Ref.ID()
	b.settled(b.do("POST", prefix+"/imports/"+id+"/undo", nil))
	if j := b.ended(b.do("POST", prefix+"/imports/"+id+"/undo", nil)); j.State != queue.Failed || j.Trouble.Code != "registry.import_state" || j.Trouble.Text == "" {
		t.Errorf("undone twice: %+v %+v", j, j.Trouble)
	}
}

// TestWhoMayNoMoreGetsNothing withdraws the role while the job waits.
func TestWhoMayNoMoreGetsNothing(t *testing.T) {
	w := newWorld(t).working()
	b := w.as("registrar")
	id := w.accs["registrar."+home].ID
	p := w.accs["registrar."+home].Person
	by := store.Actor{ID: "person:" + p, Unit: w.units[home+"市场监督管理局"], Department: "market", Home: home}
	if who, err := w.guard.Standing(t.Context(), by); err != nil || !who.Allows("registry.export", home) {
		t.Fatalf("standing: %v", err)
	}
	by.Unit = "another"
	if _, err := w.guard.Standing(t.Context(), by); err == nil {
		t.Error("stands for a post he does not hold")
	}
	w.act(home, func(tx *store.Tx) error {
		gs, err := auth.Grants(t.Context(), tx, id)
		if err != nil {
			return err
		}
		_, err = auth.Withdraw(t.Context(), tx, gs[0].ID)
		return err
	})
	w.must(w.db.Keep(t.Context(), store.Actor{ID: "person:" + p, Unit: w.units[home+"市场监督管理局"], Home: home}, func(tx *store.Tx) error {
		_, err := queue.Add(t.Context(), tx, queue.Order{Kind: "list.export", Args: map[string]any{"list": "subjects"}})
		return err
	}))
	var mine struct{ Items []queue.Job }
	for end := time.Now().Add(10 * time.Second); len(mine.Items) == 0 || !mine.Items[0].Ended(); time.Sleep(50 * time.Millisecond) {
		if b.do("GET", prefix+"/jobs", nil).wants(http.StatusOK).into(&mine); time.Now().After(end) {
			t.Fatal("never began")
		}
	}
	if j := mine.Items[0]; j.State != queue.Failed || j.Trouble.Code != "auth.may" {
		t.Errorf("got %+v %+v", j, j.Trouble)
	}
}

// TestJobsAreToldOfAsTheyMove reads the stream while an import runs.
func TestJobsAreToldOfAsTheyMove(t *testing.T) {
	w := newWorld(t).working()
	b := w.as("registrar")
	if a := b.do("GET", prefix+"/jobs/events", nil).wants(http.StatusOK); !strings.Contains(a.Body.String(), "data: []") || a.Header().Get("Content-Type") != "text/event-stream" {
		t.Errorf("with no job: %s %v", a.Body, a.Header())
	}
	started := make(chan answer, 1)
	go func() { started <- b.do("POST", prefix+"/imports", shops(t, 8000)) }()
	var stream string
	for end := time.Now().Add(time.Minute); !strings.Contains(stream, `"state":"done"`) || strings.Count(stream, "data: ") < 2; {
		stream = b.do("GET", prefix+"/jobs/events", nil).wants(http.StatusOK).Body.String()
		if time.Now().After(end) {
			t.Fatalf("told %.2000s", stream)
		}
	}
	b.settled(<-started)
	var last []queue.Job
	lines := strings.Split(strings.TrimSpace(stream), "\n")
	w.must(json.Unmarshal([]byte(strings.TrimPrefix(lines[len(lines)-1], "data: ")), &last))
	if len(last) != 1 || last[0].State != queue.Done {
		t.Errorf("ended with %+v", last)
	}
}

// TestAnImportWhoseProcessDiedIsTakenBackAndBegunAnew lays down what a kill
// leaves: a job that somebody of our name runs, and its import half done.
func TestAnImportWhoseProcessDiedIsTakenBackAndBegunAnew(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db).working()
		b := w.as("registrar")
		judged := b.settled(b.do("POST", prefix+"/imports", shops(t, 40, "dry_run=true"))) // its file is what the dead one read
		by := store.Actor{ID: judged.By, Unit: w.units[home+"市场监督管理局"], Department: "market", Home: home}
		const id = "dead0"
		w.must(db.Keep(t.Context(), by, func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO queue_job (id, home, kind, title, actor, unit, department, args, key, once, lane, state, progress, total, word,
				attempt, deaths, worker, stopping, beat_at, asked_at, started_at, ended_at, files, result, trouble)
				SELECT '`+id+`', home, 'import.read', title, actor, unit, department, args, 'k', '', 'import', 'running', 0, 0, word,
				1, 0, 'test', 0, asked_at, asked_at, asked_at, 0, files, '', '' FROM queue_job WHERE id = $1`, judged.ID)
			return err
		}))
		w.must(db.Act(t.Context(), by, func(tx *store.Tx) error {
			_, err := registry.Begin(t.Context(), tx, id, "2026-11-01")
			return err
		}))
		next := w.pool(2)
		w.must(next.Start(t.Context()))
		defer w.stop(next)
		var j queue.Job
		for end := time.Now().Add(time.Minute); !j.Ended() || j.ID == ""; time.Sleep(20 * time.Millisecond) {
			if b.do("GET", prefix+"/jobs/"+id, nil).wants(http.StatusOK).into(&j); time.Now().After(end) {
				t.Fatalf("not gone on with: %+v", j)
			}
		}
		if j.State != queue.Done || j.Attempt != 2 || j.Result.Counts["created"] != 40 || j.Result.Ref != "import:"+id+"-2" {
			t.Errorf("ended as %+v %+v %+v", j, j.Result, j.Trouble)
		}
		var past struct{ Items []struct{ ID, State string } }
		b.do("GET", prefix+"/imports", nil).wants(http.StatusOK).into(&past)
		if fmt.Sprint(past.Items) != "[{"+id+"-2 done} {"+id+" undone}]" {
			t.Errorf("imports %v", past.Items)
		}
		if n := b.count("/subjects"); n != 40 {
			t.Errorf("%d shops", n)
		}
	})
}
