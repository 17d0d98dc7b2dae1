// Package s3test is a strict S3-compatible store for tests: it checks signatures, digests and clocks as Amazon's does, and
// refuses the newer checksums as some compatible stores do. It shares no code with the client it judges.
package s3test

import (
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Store is one bucket. Its fields are set before it is served.
type Store struct {
	Bucket, Region, ID, Secret, Token string
	Page                              int // most keys of one list; 0: 1000, as Amazon's

	mu      sync.Mutex
	objects map[string]object
}

type object struct {
	content []byte
	at      time.Time
}

// Keys lists what is in the bucket.
func (s *Store) Keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.objects))
}

// Change replaces what lies at a key; nil deletes it.
func (s *Store) Change(key string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if content == nil {
		delete(s.objects, key)
		return
	}
	if s.objects == nil {
		s.objects = map[string]object{}
	}
	s.objects[key] = object{content, time.Now()}
}

// ServeHTTP implements http.Handler.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		refuse(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	if status, code := s.verify(r, body); code != "" {
		refuse(w, status, code)
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if name, _, hosted := strings.Cut(r.Host, "."); hosted && name == s.Bucket {
		bucket, key = name, strings.TrimPrefix(r.URL.Path, "/")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case bucket != s.Bucket:
		refuse(w, http.StatusNotFound, "NoSuchBucket")
	case key == "" && r.Method == http.MethodGet && r.URL.Query().Get("list-type") == "2":
		s.list(w, r)
	case key == "" || len(key) > 1024: // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
		refuse(w, http.StatusBadRequest, "KeyTooLongError")
	case r.Method == http.MethodPut:
		if s.objects == nil {
			s.objects = map[string]object{}
		}
		s.objects[key] = object{body, time.Now()}
	case r.Method == http.MethodGet:
		o, ok := s.objects[key]
		if !ok {
			refuse(w, http.StatusNotFound, "NoSuchKey")
			return
		}
		w.Header().Set("Last-Modified", o.at.UTC().Format(http.TimeFormat))
		_, _ = w.Write(o.content)
	case r.Method == http.MethodDelete: // of what is not there too
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		refuse(w, http.StatusMethodNotAllowed, "MethodNotAllowed")
	}
}

type listed struct {
	XMLName               xml.Name `xml:"ListBucketResult"`
	Name, Prefix          string
	KeyCount, MaxKeys     int
	IsTruncated           bool
	NextContinuationToken string `xml:",omitempty"`
	Contents              []struct {
		Key, LastModified string
		Size              int
	}
}

// list answers ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
func (s *Store) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	out := listed{Name: s.Bucket, Prefix: q.Get("prefix"), MaxKeys: 1000}
	if n, err := strconv.Atoi(q.Get("max-keys")); err == nil && n < out.MaxKeys {
		out.MaxKeys = n
	}
	if s.Page > 0 && s.Page < out.MaxKeys {
		out.MaxKeys = s.Page
	}
	for _, key := range slices.Sorted(maps.Keys(s.objects)) {
		if !strings.HasPrefix(key, out.Prefix) || key <= q.Get("continuation-token") {
			continue
		}
		if len(out.Contents) == out.MaxKeys {
			out.IsTruncated, out.NextContinuationToken = true, out.Contents[len(out.Contents)-1].Key
			break
		}
		o := s.objects[key]
		out.Contents = append(out.Contents, struct {
			Key, LastModified string
			Size              int
		}{key, o.at.UTC().Format("2006-01-02T15:04:05.000Z"), len(o.content)})
	}
	out.KeyCount = len(out.Contents)
	w.Header().Set("Content-Type", "application/xml")
	_ = xml.NewEncoder(w).Encode(out)
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>"+code+"</Message></Error>")
}
