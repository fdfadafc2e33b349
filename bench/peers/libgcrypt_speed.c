/* SM3, SM4-CTR, SM4-GCM and AES-256-GCM of libgcrypt on one buffer of a mebibyte, in place, again and
   again: the median of passes, in MB (10^6 bytes) a second. */

#include <gcrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEBIBYTE = 1 << 20, PASSES = 15, MOST = 64 };

static unsigned char buffer[MEBIBYTE];

static void must(gcry_error_t error, const char *what) {
    if (error) {
        fprintf(stderr, "%s: %s\n", what, gcry_strerror(error));
        exit(1);
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_size(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static void encrypt(gcry_cipher_hd_t cipher, int mode) {
    unsigned char nonce[16] = {0}, tag[16];
    if (mode == GCRY_CIPHER_MODE_CTR) {
        must(gcry_cipher_setctr(cipher, nonce, 16), "counter");
    } else {
        must(gcry_cipher_setiv(cipher, nonce, 12), "nonce");
    }
    must(gcry_cipher_encrypt(cipher, buffer, MEBIBYTE, NULL, 0), "encrypt");
    if (mode == GCRY_CIPHER_MODE_GCM) {
        must(gcry_cipher_gettag(cipher, tag, sizeof tag), "tag");
    }
}

static double cipher_speed(int algorithm, int mode, size_t key_bytes, int mebibytes) {
    unsigned char key[32] = {1};
    double took[PASSES];
    gcry_cipher_hd_t cipher;
    must(gcry_cipher_open(&cipher, algorithm, mode, 0), "open");
    must(gcry_cipher_setkey(cipher, key, key_bytes), "key");
    encrypt(cipher, mode);
    for (int pass = 0; pass < PASSES; pass++) {
        double begun = seconds();
        for (int turn = 0; turn < mebibytes; turn++) {
            encrypt(cipher, mode);
        }
        took[pass] = seconds() - begun;
    }
    gcry_cipher_close(cipher);
    qsort(took, PASSES, sizeof *took, by_size);
    return (double)mebibytes * MEBIBYTE / 1e6 / took[PASSES / 2];
}

static double hash_speed(int mebibytes) {
    unsigned char digest[32];
    double took[PASSES];
    for (int pass = 0; pass < PASSES; pass++) {
        double begun = seconds();
        for (int turn = 0; turn < mebibytes; turn++) {
            gcry_md_hash_buffer(GCRY_MD_SM3, digest, buffer, MEBIBYTE);
        }
        took[pass] = seconds() - begun;
    }
    qsort(took, PASSES, sizeof *took, by_size);
    return (double)mebibytes * MEBIBYTE / 1e6 / took[PASSES / 2];
}

int main(void) {
    const char *version = gcry_check_version(GCRYPT_VERSION);
    if (!version) {
        fputs("another libgcrypt than it was compiled for\n", stderr);
        return 1;
    }
    must(gcry_control(GCRYCTL_DISABLE_SECMEM, 0), "secure memory");
    must(gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0), "initialisation");
    double sm3 = hash_speed(12);
    double sm4_ctr = cipher_speed(GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_CTR, 16, 48);
    double sm4 = cipher_speed(GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 16, 48);
    double aes = cipher_speed(GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM, 32, MOST);
    printf("{\"name\":\"libgcrypt %s\",\"n\":%d,\"sm3\":%.3f,\"sm4_ctr\":%.3f,\"sm4\":%.3f,"
           "\"aes\":%.3f}\n",
           version, PASSES, sm3, sm4_ctr, sm4, aes);
    return 0;
}
