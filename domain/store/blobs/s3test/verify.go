package s3test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// skew is how far a client's clock may be off.
const skew = 15 * time.Minute

var authorization = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$`)

// verify judges a request by its signature (version 4), the digest of its body and its time; an empty code: it is good.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
func (s *Store) verify(r *http.Request, body []byte) (status int, code string) {
	for name := range r.Header {
		if l := strings.ToLower(name); strings.HasPrefix(l, "x-amz-checksum-") || l == "x-amz-sdk-checksum-algorithm" || l == "x-amz-trailer" {
			return http.StatusNotImplemented, "NotImplemented"
		}
	}
	part := authorization.FindStringSubmatch(r.Header.Get("Authorization"))
	if part == nil {
		return http.StatusForbidden, "AccessDenied"
	}
	id, day, region, signed, signature := part[1], part[2], part[3], strings.Split(part[4], ";"), part[5]
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	switch {
	case id != s.ID:
		return http.StatusForbidden, "InvalidAccessKeyId"
	case r.Header.Get("X-Amz-Security-Token") != s.Token:
		return http.StatusBadRequest, "InvalidToken"
	case region != s.Region:
		return http.StatusBadRequest, "AuthorizationHeaderMalformed"
	case err != nil || at.Format("20060102") != day:
		return http.StatusForbidden, "AccessDenied"
	case time.Since(at).Abs() > skew:
		return http.StatusForbidden, "RequestTimeTooSkewed"
	case !arrived(r, body):
		return http.StatusBadRequest, "BadDigest"
	case !covers(r, signed):
		return http.StatusForbidden, "AccessDenied"
	case !hmac.Equal([]byte(signature), []byte(s.signature(r, day, signed))):
		return http.StatusForbidden, "SignatureDoesNotMatch"
	}
	return 0, ""
}

// arrived tells whether the body is the one that was sent: by its signed digest or, over TLS, by its MD5 alone.
func arrived(r *http.Request, body []byte) bool {
	sum, check := sha256.Sum256(body), md5.Sum(body)
	said, md := r.Header.Get("X-Amz-Content-Sha256"), r.Header.Get("Content-Md5")
	if md != "" && md != base64.StdEncoding.EncodeToString(check[:]) {
		return false
	}
	return said == hex.EncodeToString(sum[:]) || said == "UNSIGNED-PAYLOAD" && r.TLS != nil && md != ""
}

// covers tells whether what must be signed is: the host, the type and everything of Amazon's.
func covers(r *http.Request, signed []string) bool {
	need := []string{"host"}
	for name := range r.Header {
		if l := strings.ToLower(name); strings.HasPrefix(l, "x-amz-") || l == "content-type" || l == "content-md5" {
			need = append(need, l)
		}
	}
	return slices.IsSorted(signed) && !slices.ContainsFunc(need, func(n string) bool { return !slices.Contains(signed, n) })
}

// signature is what the request would have to be signed with.
func (s *Store) signature(r *http.Request, day string, signed []string) string {
	path, _, _ := strings.Cut(r.RequestURI, "?")
	var headers strings.Builder
	for _, name := range signed {
		value := strings.Join(r.Header.Values(name), ",")
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = strconv.FormatInt(r.ContentLength, 10)
		}
		headers.WriteString(name + ":" + strings.Join(strings.Fields(value), " ") + "\n")
	}
	request := strings.Join([]string{r.Method, path, query(r.URL.Query()), headers.String(), strings.Join(signed, ";"),
		r.Header.Get("X-Amz-Content-Sha256")}, "\n")
	sum := sha256.Sum256([]byte(request))
	scope := day + "/" + s.Region + "/s3/aws4_request"
	key := []byte("AWS4" + s.Secret)
	for _, step := range []string{day, s.Region, "s3", "aws4_request"} {
		key = mac(key, step)
	}
	return hex.EncodeToString(mac(key, "AWS4-HMAC-SHA256\n"+r.Header.Get("X-Amz-Date")+"\n"+scope+"\n"+hex.EncodeToString(sum[:])))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// query is the canonical form: sorted, and a space is %20.
func query(q url.Values) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(q)) {
		for _, value := range slices.Sorted(slices.Values(q[name])) {
			out = append(out, strings.ReplaceAll(url.QueryEscape(name)+"="+url.QueryEscape(value), "+", "%20"))
		}
	}
	return strings.Join(out, "&")
}
