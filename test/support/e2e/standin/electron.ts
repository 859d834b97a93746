/**
 * What `import … from 'electron'` finds in the app's process: the part of Electron's main-process
 * module that Tapedeck uses, and no more. A name that is missing here stops the app at its first
 * line, so the double and the app cannot drift apart unnoticed.
 */
import { app } from './app.ts'
import { ipcMain } from './ipc.ts'
import { protocol, session } from './session.ts'
import { dialog, Menu, screen, shell } from './system.ts'
import { BrowserWindow } from './windows.ts'

export { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell }
