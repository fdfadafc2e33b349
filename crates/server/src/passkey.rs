//! Passkeys (W3C Web Authentication): what is asked of a browser, and whether its answer is good.
//! A passkey shows two things at once, that one has the device and that one may unlock it.

use law::Words;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    CredentialID, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

use crate::problem::Problem;
use crate::secret::base64url;
use crate::vault::Vault;
use crate::world::World;

/// The address browsers know the office by.
pub struct Site {
    webauthn: Webauthn,
    host: String,
    origin: String,
}

impl Site {
    /// Of an address: `https://` and a name; `http://localhost` on one's own machine.
    ///
    /// # Errors
    /// It is none that browsers hold passkeys to.
    pub fn new(url: &str) -> Result<Site, Words> {
        let unfit = || {
            Words::new(
                format!(
                    "“{url}”不是可用的对外地址：应写作 https://域名；本机为 http://localhost:端口"
                ),
                format!(
                    "`{url}` is no address for passkeys: write https:// and a name, on one's own \
                     machine http://localhost:PORT"
                ),
            )
        };
        let address = Url::parse(url).map_err(|_| unfit())?;
        let host = address.domain().ok_or_else(unfit)?.to_owned();
        let good = address.scheme() == "https" || host == "localhost";
        if !good {
            return Err(unfit());
        }
        let built = WebauthnBuilder::new(&host, &address);
        let webauthn = built.and_then(|builder| builder.rp_name("安审 Anshen").build());
        let origin = address.origin().ascii_serialization();
        Ok(Site { webauthn: webauthn.map_err(|_| unfit())?, host, origin })
    }

    /// The address, without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What a browser is asked for a new passkey, and what its answer is held against.
    ///
    /// # Errors
    /// The account's id is none.
    pub fn ask_new(
        &self,
        account: &str,
        login: &str,
        name: &str,
        known: &[Passkey],
    ) -> Result<(Value, PasskeyRegistration), Problem> {
        let id: Uuid = account.parse().map_err(|error| Problem::broken(&error))?;
        let known: Vec<CredentialID> = known.iter().map(|one| one.cred_id().clone()).collect();
        let asked = self.webauthn.start_passkey_registration(id, login, name, Some(known));
        let (options, state) = asked.map_err(|error| Problem::broken(&error))?;
        Ok((told(&options)?, state))
    }

    /// The new passkey of an answer, if it is one to what was asked.
    pub fn take_new(&self, response: Value, asked: &PasskeyRegistration) -> Option<Passkey> {
        let response: RegisterPublicKeyCredential = serde_json::from_value(response).ok()?;
        let taken = self.webauthn.finish_passkey_registration(&response, asked);
        taken.inspect_err(|error| tracing::warn!(%error, "a new passkey was refused")).ok()
    }

    /// What a browser is asked for, of these passkeys.
    ///
    /// # Errors
    /// There is none.
    pub fn ask(&self, known: &[Passkey]) -> Result<(Value, PasskeyAuthentication), Problem> {
        let asked = self.webauthn.start_passkey_authentication(known);
        let (options, state) = asked.map_err(|error| Problem::broken(&error))?;
        Ok((told(&options)?, state))
    }

    /// The same for a login without any: nobody learns by asking which logins there are, nor who of
    /// them has a passkey.
    ///
    /// # Errors
    /// There were no random bytes.
    pub fn ask_nobody(&self, world: &World, vault: &Vault, login: &str) -> Result<Value, Problem> {
        let challenge = world.chance::<32>().map_err(|error| Problem::broken(&error))?;
        // The same one each time, as a passkey would be.
        let made_up = vault.pseudonym(&format!("passkey:{}", login.to_lowercase()));
        Ok(json!({"publicKey": {
            "challenge": base64url(&challenge), "timeout": 300_000, "rpId": self.host,
            "allowCredentials": [{"type": "public-key", "id": base64url(&made_up)}],
            "userVerification": "required",
        }}))
    }

    /// The passkey that answered, as it is from now on: where it counts its uses, it counted on.
    pub fn take(
        &self,
        response: Value,
        asked: &PasskeyAuthentication,
        known: &[Passkey],
    ) -> Option<Passkey> {
        let response: PublicKeyCredential = serde_json::from_value(response).ok()?;
        let shown = self.webauthn.finish_passkey_authentication(&response, asked);
        let shown = shown.inspect_err(|error| tracing::warn!(%error, "a passkey was refused"));
        let shown = shown.ok().filter(|shown| shown.user_verified())?;
        let mut passkey = known.iter().find(|one| one.cred_id() == shown.cred_id())?.clone();
        passkey.update_credential(&shown)?;
        Some(passkey)
    }
}

fn told(options: &impl serde::Serialize) -> Result<Value, Problem> {
    serde_json::to_value(options).map_err(|error| Problem::broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_name_over_tls_or_ones_own_machine() {
        for good in ["https://office.example", "https://office.example:8443/x"] {
            assert!(Site::new(good).is_ok(), "{good}");
        }
        let here = Site::new("http://localhost:8080/").map(|site| site.origin().to_owned());
        assert_eq!(here.unwrap(), "http://localhost:8080");
        for bad in ["http://office.example", "https://192.0.2.1", "office.example", "", "ftp://x"] {
            assert!(Site::new(bad).is_err(), "{bad}");
        }
    }
}
