"""The sign-in library's messages in our words; its catalogue is ours, so each is translated like any other."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the customary name of "to be translated where it is shown"
    return text


NOT_RIGHT = N_("The e-mail address or the password is not right, or the address is not confirmed yet")
CHECK_MAIL = N_("Check your mail: we have sent a message to %(email)s.")

IF_KNOWN = N_("If %(email)s has an account here, a mail with a link is on its way.")

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (NOT_RIGHT, "error"),
    "GENERIC_RECOVERY": (N_("If this address has an account, a mail with a link is on its way."), "info"),
    "UNAUTHENTICATED": (N_("Sign in to see this page."), "error"),
    "REAUTHENTICATION_REQUIRED": (N_("Sign in again to do this."), "error"),
    "CONFIRM_REGISTRATION": (CHECK_MAIL, "success"),
    "EMAIL_CONFIRMED": (N_("Your e-mail address is confirmed. You can sign in now."), "success"),
    "ALREADY_CONFIRMED": (N_("Your e-mail address was confirmed before. You can sign in."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (N_("This link is not valid. Ask for a new one here."), "error"),
    "CONFIRMATION_REQUIRED": (NOT_RIGHT, "error"),
    "CONFIRMATION_REQUEST": (IF_KNOWN, "info"),
    "CONFIRMATION_EXPIRED": (N_("This link is too old. Ask for a new one here."), "error"),
    "PASSWORD_RESET_REQUEST": (IF_KNOWN, "info"),
    "PASSWORD_RESET_EXPIRED": (N_("This link is too old. Ask for a new one here."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (N_("This link is not valid. Ask for a new one here."), "error"),
    "PASSWORD_RESET": (N_("Your password is changed."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your password is changed. Sign in with the new one."), "success"),
    "PASSWORD_CHANGE": (N_("Your password is changed. Other browsers are signed out."), "success"),
    "PASSWORD_IS_THE_SAME": (N_("Choose a password that differs from the present one"), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your e-mail address"), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("Enter an e-mail address such as name@example.org"), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter a password"), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("Enter a password of at least %(length)s characters"), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords differ: enter the same one twice"), "error"),
    "PASSWORD_MISMATCH": (N_("The two passwords differ: enter the same one twice"), "error"),
    "INVALID_PASSWORD": (N_("The present password is not right"), "error"),
    "INVALID_INPUT": (N_("Enter this in another way: it could not be read"), "error"),
    "INVALID_REDIRECT": (N_("This address leads to another site"), "error"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), "error"),
    "DISABLED_ACCOUNT": (NOT_RIGHT, "error"),
    "USER_DOES_NOT_EXIST": (NOT_RIGHT, "error"),
    "LOGIN": (N_("Sign in to see this page."), "info"),
    "REFRESH": (N_("Sign in again to do this."), "info"),
}
