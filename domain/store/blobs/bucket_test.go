package blobs

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/blobs/s3test"
)

// TestBucketAddress names what is wrong with an address or its keys before anything is asked.
func TestBucketAddress(t *testing.T) {
	for name, c := range map[string]struct{ address, lacks, want string }{
		"Amazon's":      {"s3://dakoku", "", ""},
		"with a prefix": {"s3://dakoku/a/b/?region=us-east-1", "AWS_REGION", ""},
		"no bucket":     {"s3:///x", "", "s3://BUCKET"},
		"keys in it":    {"s3://id:secret@dakoku", "", "no keys in it"},
		"no region":     {"s3://dakoku", "AWS_REGION", "region=REGION"},
		"mistyped":      {"s3://dakoku?endpiont=https://x", "", `no "endpiont"`},
		"endpoint":      {"s3://dakoku?endpoint=storage.example.com", "", "web address"},
		"path style":    {"s3://dakoku?path_style=ja", "", "true or false"},
		"no keys":       {"s3://dakoku", "AWS_SECRET_ACCESS_KEY", "set AWS_ACCESS_KEY_ID"},
	} {
		_, err := OpenBucket(c.address, func(name string) string {
			if name == c.lacks {
				return ""
			}
			return env(name)
		})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBucketAdvice says what to do about what a store refuses; it is all Unavailable, for it can be put right.
func TestBucketAdvice(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*s3test.Store)
		want   string
	}{
		"no bucket":    {func(s *s3test.Store) { s.Bucket = "other" }, "make the bucket"},
		"other id":     {func(s *s3test.Store) { s.ID = "other" }, "AWS_ACCESS_KEY_ID is not known"},
		"other secret": {func(s *s3test.Store) { s.Secret = "other" }, "AWS_SECRET_ACCESS_KEY is not that"},
		"other token":  {func(s *s3test.Store) { s.Token = "other" }, "AWS_SESSION_TOKEN"},
		"other region": {func(s *s3test.Store) { s.Region = "eu-west-1" }, "put region right"},
	} {
		b, s := bucket(t)
		if err := b.Ready(t.Context()); err != nil {
			t.Errorf("%s, before: %v", name, err)
		}
		c.change(s)
		_, failed := b.Put(t.Context(), "a", []byte("content"))
		for _, err := range []error{failed, b.Ready(t.Context())} {
			if !domain.Is(err, domain.Unavailable) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestBucketWithTLS and the bucket in the host's name, as Amazon's is called.
func TestBucketWithTLS(t *testing.T) {
	s := &s3test.Store{Bucket: "dakoku", Region: "ap-northeast-1", ID: "key-id", Secret: "sec/ret+key", Token: "token"}
	server := httptest.NewTLSServer(s)
	defer server.Close()
	b, err := OpenBucket("s3://dakoku?endpoint=https://example.com", env) // the certificate's name
	if err != nil {
		t.Fatal(err)
	}
	client := server.Client()
	client.Transport.(*http.Transport).TLSClientConfig.ServerName = "example.com"
	b.api = s3.New(b.api.Options(), func(o *s3.Options) { o.HTTPClient = client })
	content := bytes.Repeat([]byte("文"), 1<<20)
	digest := put(t, b, "a", string(content))
	if got, err := b.Get(t.Context(), "a", digest); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestBucketOfOthers leaves alone what somebody else put there, and deletes the old copies of what is needed but the last.
func TestBucketOfOthers(t *testing.T) {
	b, s := bucket(t)
	digest := put(t, b, "a", "content")
	put(t, b, "a", "content")
	put(t, b, "a", "content")
	others := []string{"files/readme.txt", "files/a/notes/x", "elsewhere/a/" + digest + "/1"}
	for _, key := range others {
		s.Change(key, []byte("theirs"))
	}
	always := func(domain.ID, []string) (map[string]bool, error) { return map[string]bool{digest: true}, nil }
	if n, err := b.Sweep(t.Context(), time.Now().Add(time.Hour), always); err != nil || n != 0 {
		t.Errorf("%d went, %v", n, err)
	}
	if got := s.Keys(); len(got) != len(others)+1 {
		t.Errorf("%v", got)
	}
	if _, err := b.Get(t.Context(), "a", digest); err != nil {
		t.Error(err)
	}
}
