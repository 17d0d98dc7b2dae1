package blobs

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

const (
	callLimit = time.Minute // one call of the store, a file of the largest size included
	mostPause = time.Second // between the SDK's three tries
)

// OpenBucket reads an address like s3://bucket/prefix?region=…&endpoint=https://…&path_style=true; it calls nobody. The keys are
// those of the environment every such program reads: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of temporary ones,
// AWS_SESSION_TOKEN; AWS_REGION stands in for region. Without an endpoint it is Amazon's.
// https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
func OpenBucket(address string, env func(string) string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil {
		return nil, errors.New("use s3://BUCKET/PREFIX?region=REGION, with &endpoint=https://HOST for a store that is not Amazon's; no keys in it")
	}
	o, err := options(u.Query(), env)
	if err != nil {
		return nil, err
	}
	b := &Bucket{name: u.Host, prefix: strings.Trim(u.Path, "/")}
	if b.prefix != "" {
		b.prefix += "/"
	}
	b.api = s3.New(o)
	return b, nil
}

// options are the SDK's, without its own search for a configuration: what is not said here does not hold. Checksums beyond
// the signed digest of the body are left out, because some compatible stores refuse them.
func options(q url.Values, env func(string) string) (s3.Options, error) {
	o := s3.Options{Region: q.Get("region"), HTTPClient: &http.Client{Timeout: callLimit}, RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
		Retryer:                    retry.NewStandard(func(s *retry.StandardOptions) { s.MaxBackoff = mostPause })}
	for name := range q {
		if name != "region" && name != "endpoint" && name != "path_style" {
			return o, errors.New("of a bucket there are region, endpoint and path_style, and no " + strconv.Quote(name))
		}
	}
	if o.Region == "" {
		o.Region = env("AWS_REGION")
	}
	if o.Region == "" {
		return o, errors.New("add ?region=REGION or set AWS_REGION; a store without regions takes us-east-1")
	}
	if end := q.Get("endpoint"); end != "" {
		if e, err := url.Parse(end); err != nil || e.Host == "" || e.Scheme != "http" && e.Scheme != "https" {
			return o, errors.New("the endpoint is a web address like https://storage.example.com")
		}
		o.BaseEndpoint = &end
	}
	if style := q.Get("path_style"); style != "" {
		var err error
		if o.UsePathStyle, err = strconv.ParseBool(style); err != nil {
			return o, errors.New("path_style is true or false")
		}
	}
	id, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return o, errors.New("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to the keys of the bucket")
	}
	o.Credentials = aws.NewCredentialsCache(keys{AccessKeyID: id, SecretAccessKey: secret, SessionToken: env("AWS_SESSION_TOKEN")})
	return o, nil
}
