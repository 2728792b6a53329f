import { Component, type ErrorInfo, type ReactNode } from 'react'

export interface Caught {
  error: unknown
  /** Where in the tree of components it happened. */
  where: string
}

interface ErrorBoundaryProps {
  /** What stands in the place of what broke; `again` draws it anew. */
  renderInstead: (caught: Caught, again: () => void) => ReactNode
  children: ReactNode
}

/** Holds what breaks below it, so that the rest of the page goes on. React has no function for this. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { caught: Caught | null }> {
  override state: { caught: Caught | null } = { caught: null }

  static getDerivedStateFromError(error: unknown): { caught: Caught } {
    return { caught: { error, where: '' } }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ caught: { error, where: componentStack ?? '' } })
  }

  override render(): ReactNode {
    const { caught } = this.state
    if (caught === null) return this.props.children
    return this.props.renderInstead(caught, () => this.setState({ caught: null }))
  }
}
