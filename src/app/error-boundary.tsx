import { Component, type ReactNode } from 'react'
import { asVitrineError, type VitrineError } from '../protocol/errors.ts'
import { describeError } from '../protocol/messages.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'

interface State {
  error: VitrineError | undefined
}

/** The last resort: a fault in drawing the page becomes a sentence instead of a blank page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: asVitrineError(thrown) }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Alert {...describeError(error)} detail={error.detail}>
        <Button onClick={() => window.location.reload()}>Reload the page</Button>
      </Alert>
    )
  }
}
