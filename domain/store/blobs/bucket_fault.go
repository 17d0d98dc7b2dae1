package blobs

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"github.com/dakoku/dakoku/domain"
)

// keys are those a bucket is opened with.
type keys aws.Credentials

// Retrieve implements aws.CredentialsProvider.
func (k keys) Retrieve(context.Context) (aws.Credentials, error) { return aws.Credentials(k), nil }

// advice is what to do about what a store answers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
var advice = map[string]string{
	"NoSuchBucket":                 "make the bucket, or put its name right in DAKOKU_FILES_URL",
	"InvalidAccessKeyId":           "AWS_ACCESS_KEY_ID is not known there",
	"SignatureDoesNotMatch":        "AWS_SECRET_ACCESS_KEY is not that of AWS_ACCESS_KEY_ID",
	"ExpiredToken":                 "the keys have run out; set new ones and start again",
	"InvalidToken":                 "AWS_SESSION_TOKEN is not that of these keys",
	"AccessDenied":                 "let these keys list the bucket and get, put and delete its objects",
	"AuthorizationHeaderMalformed": "put region right in DAKOKU_FILES_URL",
	"PermanentRedirect":            "put region or endpoint right in DAKOKU_FILES_URL",
	"RequestTimeTooSkewed":         "put this machine's clock right",
}

// fault is what could not be done, with what to do about it; nil for nil. It can all be tried again.
func (b *Bucket) fault(what string, err error) error {
	if err == nil {
		return nil
	}
	hint := "look whether the endpoint in DAKOKU_FILES_URL can be reached from here"
	var said smithy.APIError
	if errors.As(err, &said) {
		if hint = advice[said.ErrorCode()]; hint == "" {
			hint = "the store says " + said.ErrorCode()
		}
	}
	return domain.Errorf(domain.Unavailable, "blobs: %s (bucket %s): %s: %w", what, b.name, hint, err)
}
