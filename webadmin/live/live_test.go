package live

import (
	"context"
	"log/slog"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// written is how far records were written, and how often it was asked.
type written struct {
	words map[domain.ID]string
	asked int
}

func (w *written) News(_ context.Context, _ domain.ID, of []domain.ID) (map[domain.ID]string, error) {
	w.asked++
	all := maps.Clone(w.words)
	maps.DeleteFunc(all, func(id domain.ID, _ string) bool {
		for _, x := range of {
			if x == id {
				return false
			}
		}
		return true
	})
	return all, nil
}

// TestBell rings for whose record was written to and for nobody else, for a company whoever it was; asks once for all who
// listen, and stops asking when nobody does.
func TestBell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &written{words: map[domain.ID]string{"tanaka": "5", "umi": "6"}}
		tick := make(chan time.Time)
		b := NewBell(w, func() (<-chan time.Time, func()) { return tick, func() {} }, slog.New(slog.DiscardHandler))
		ctx, leave := context.WithCancel(t.Context())
		rings := map[domain.ID]<-chan struct{}{}
		for _, of := range []domain.ID{"tanaka", "yamada", "umi"} {
			ring, err := b.listen(ctx, "umi", of)
			if err != nil {
				t.Fatal(err)
			}
			rings[of] = ring
		}
		next := func() (rang []domain.ID) {
			synctest.Wait() // it has listened to the tick before
			select {
			case tick <- time.Now():
			default: // nobody watches any more
			}
			synctest.Wait()
			for _, of := range []domain.ID{"tanaka", "yamada", "umi"} {
				select {
				case <-rings[of]:
					rang = append(rang, of)
				default:
				}
			}
			return rang
		}
		if rang := next(); rang != nil {
			t.Errorf("it rings for %v although nothing was written", rang)
		}
		before := w.asked
		w.words["yamada"], w.words["umi"] = "1", "7" // his first record
		if rang := next(); len(rang) != 2 || rang[0] != "yamada" || rang[1] != "umi" {
			t.Errorf("it rings for %v, want him and his company", rang)
		}
		if w.asked != before+1 {
			t.Errorf("it asked %d times for three who listen", w.asked-before)
		}
		leave()
		next()
		before = w.asked
		next()
		next()
		if w.asked != before || b.count != 0 {
			t.Errorf("it asks although nobody listens, or counts %d", b.count)
		}
	})
}

// TestBellCloses ends the looking and keeps out whoever is one too many.
func TestBellCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &written{words: map[domain.ID]string{"umi": "1"}}
		b := NewBell(w, Ticks, slog.New(slog.DiscardHandler))
		for range MostListeners {
			if _, err := b.listen(t.Context(), "umi", "umi"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.listen(t.Context(), "yama", "yama"); !domain.Is(err, domain.Unavailable) {
			t.Errorf("one too many: %v", err)
		}
		b.Close()
		synctest.Wait() // ends only when nothing looks any more
	})
}
